import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const NAME = 'labreport.yaml';

/** Every labreport.yaml that counts: that of the current folder, then that of the home folder. */
export function settingsFiles({ cwd = process.cwd(), home = homedir() } = {}): string[] {
  return [...new Set([join(cwd, NAME), join(home, NAME)])].filter((file) => existsSync(file));
}
