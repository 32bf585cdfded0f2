import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LabreportError } from '../text/errors.ts';
import type { Lab } from './types.ts';

/** Copies the lab's sources to `to`, which programs of the lab then see; a lab without sources gets an empty folder. */
export async function copySources({ lab, labDir, to }: { lab: Lab; labDir: string; to: string }): Promise<void> {
  await mkdir(to, { recursive: true });
  if (lab.source === undefined) return;
  const from = join(labDir, lab.source);
  await cp(from, to, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new LabreportError({
      place: { file: join(labDir, 'lab.yaml') },
      message: `the sources' folder "${lab.source}" does not exist, expected it in ${labDir}`,
      cause: error,
    });
  });
}
