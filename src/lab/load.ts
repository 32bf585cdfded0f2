import { readFile, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { LabreportError } from '../text/errors.ts';
import { keptLab } from './kept.ts';
import type { Overrides } from './parse.ts';
import type { Lab } from './types.ts';

export { findLab, listLabs } from './find.ts';

/** Reads the lab in folder `dir`; `set` gives parameters other values than their defaults, and may hold names `besides`. */
export async function loadLab(options: { dir: string; set?: Overrides; besides?: readonly string[] }): Promise<Lab> {
  const { dir, set = {}, besides = [] } = options;
  const path = join(dir, 'lab.yaml');
  const file = shortPath(path);
  const described = { text: await readText(path, file), name: basename(resolve(dir)) };
  const kept = Object.keys(set).length === 0 ? keptLab(described) : undefined;
  if (kept !== undefined) return kept;
  const { parseLab } = await import('./parse.ts');
  return parseLab({ ...described, file, set, besides });
}

/** Before it is read: what is longer is no lab, and would be held in memory. */
const MOST_BYTES = 4_000_000;

async function readText(path: string, file: string): Promise<string> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > MOST_BYTES) {
    const message = `expected a lab description, got a file of ${(size / 1e6).toFixed(1)} MB`;
    throw new LabreportError({ message, place: { file } });
  }
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    const reason = cause.code === 'ENOENT' ? 'it does not exist' : `it can't be read (${cause.code})`;
    throw new LabreportError({ message: `expected a lab description, but ${reason}`, place: { file }, cause });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new LabreportError({
      message: 'expected UTF-8 text, got other bytes',
      hint: 'save the file as UTF-8',
      place: { file },
      cause,
    });
  }
}

/** Relative to the working folder where the file lies inside it, as people type it. */
function shortPath(path: string): string {
  const short = relative(process.cwd(), resolve(path));
  return short.startsWith('..') || isAbsolute(short) ? resolve(path) : short;
}
