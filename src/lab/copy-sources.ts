import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LabreportError } from '../text/errors.ts';
import type { Lab } from './types.ts';

/** Copies the lab's sources to `to`, which programs of the lab then see; a lab without sources gets an empty folder. */
export function copySources({ lab, labDir, to }: { lab: Lab; labDir: string; to: string }): void {
  mkdirSync(to, { recursive: true });
  if (lab.source === undefined) return;
  try {
    cpSync(join(labDir, lab.source), to, { recursive: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new LabreportError({
      place: { file: join(labDir, 'lab.yaml') },
      message: `the sources' folder "${lab.source}" does not exist, expected it in ${labDir}`,
      cause: error,
    });
  }
}
