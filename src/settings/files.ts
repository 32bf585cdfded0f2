import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { homeFolder } from '../files/home.ts';
import { isInReport } from '../record/in-report.ts';

const NAME = 'labreport.yaml';

/**
 * Every labreport.yaml that counts: that of the current folder, then that of the home folder. One that came with a report
 * is not the person's.
 */
export function settingsFiles({ cwd = resolve('.'), home = homeFolder() } = {}): string[] {
  const folders = [cwd, home].filter((folder) => folder !== '' && !isInReport(folder));
  return [...new Set(folders.map((folder) => join(folder, NAME)))].filter((file) => existsSync(file));
}
