import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** labreport's own folder, with its labs and templates: the one above this file that holds `labs`, built or not. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'labs')) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/** Folders that may hold `labs/` and `templates/`, the nearer first: the current one, then labreport's own. */
export function searchRoots(): string[] {
  return [...new Set([process.cwd(), packageRoot()])];
}
