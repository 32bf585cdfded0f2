import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInReport } from '../../record/in-report.ts';

/** labreport's own folder, with its labs and templates: the one above this file that holds `labs`, built or not. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'labs')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/**
 * Folders that may hold `labs/` and `templates/`, the nearer first: the current one, then labreport's own. Inside a report
 * the current folder is not the person's own: what lies there came with the report.
 */
export function searchRoots(): string[] {
  const here = resolve('.');
  return [...new Set([...(isInReport(here) ? [] : [here]), packageRoot()])];
}
