import { relative, resolve } from 'node:path';

/** A path as one would type it from here: relative inside the current folder, else absolute. */
export function nearPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? resolve(path) : near;
}
