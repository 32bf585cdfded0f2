import { basename, dirname, join, resolve } from 'node:path';
import { MOST } from '../files/limits.ts';
import { readInside, readNamed } from '../files/read.ts';
import { LabreportError } from '../text/errors.ts';
import { nearPath } from '../text/near-path.ts';
import { keptLab } from './kept.ts';
import type { Overrides } from './parse.ts';
import type { Whose } from './provenance.ts';
import type { Lab } from './types.ts';

export { findLab, listLabs } from './find.ts';

/** A lab's folder. In one that is `theirs` nothing may be a link: it could lead to what its author is not to have read. */
export interface LabFolder {
  dir: string;
  whose?: Whose;
}

/** Reads the lab in folder `dir`; `set` gives parameters other values than their defaults, and may hold names `besides`. */
export async function loadLab(options: LabFolder & { set?: Overrides; besides?: readonly string[] }): Promise<Lab> {
  const { dir, set = {}, besides = [] } = options;
  const path = join(dir, 'lab.yaml');
  const file = nearPath(path);
  const described = { text: readText(options, file), name: basename(resolve(dir)) };
  const kept = Object.keys(set).length === 0 ? keptLab(described) : undefined;
  if (kept !== undefined) return kept;
  const { parseLab } = await import('./parse.ts');
  return parseLab({ ...described, file, set, besides });
}

/** The bytes of its lab.yaml. */
export function readLabFile({ dir, whose }: LabFolder): Buffer {
  if (whose !== 'theirs') return readNamed(join(dir, 'lab.yaml'));
  const path = resolve(dir);
  return readInside(dirname(path), join(basename(path), 'lab.yaml'), MOST.textBytes);
}

function readBytes(folder: LabFolder, file: string): Buffer {
  try {
    return readLabFile(folder);
  } catch (cause) {
    if (cause instanceof LabreportError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'it does not exist' : `it can't be read (${code})`;
    throw new LabreportError({
      code: code === 'ENOENT' ? 'lab-not-found' : 'cannot-read',
      message: `expected a lab description, but ${reason}`,
      place: { file },
      cause,
    });
  }
}

function readText(folder: LabFolder, file: string): string {
  const bytes = readBytes(folder, file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new LabreportError({
      code: 'lab-invalid',
      message: 'expected UTF-8 text, got other bytes',
      hint: 'save the file as UTF-8',
      place: { file },
      cause,
    });
  }
}
