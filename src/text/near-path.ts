import { isAbsolute, relative, resolve } from 'node:path';

/** A path as one would type it from here: relative inside the current folder, else absolute; `itself` is what that folder is. */
export function nearPath(path: string, itself = resolve(path)): string {
  const near = relative(process.cwd(), path);
  if (near === '') return itself;
  return near.startsWith('..') || isAbsolute(near) ? resolve(path) : near;
}
