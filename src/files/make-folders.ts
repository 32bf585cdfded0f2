import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder that a person has named, and those above it that are missing; each that was made is put before the others
 * in `made`. Node's own never ends below /proc, where none can be made.
 */
export function makeFolders(dir: string, made: string[] = []): void {
  const first = tryFolder(dir);
  if (first?.code === 'EEXIST' && statSync(dir, { throwIfNoEntry: false })?.isDirectory()) return;
  if (first?.code === 'ENOENT' && dirname(dir) !== dir) makeFolders(dirname(dir), made);
  const last = first?.code === 'ENOENT' ? tryFolder(dir) : first;
  if (last !== undefined) throw last;
  made.unshift(dir);
}

function tryFolder(dir: string): NodeJS.ErrnoException | undefined {
  try {
    mkdirSync(dir);
    return undefined;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}
