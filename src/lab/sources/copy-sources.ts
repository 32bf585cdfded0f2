import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { copyFolder } from '../../files/copy.ts';
import { LabreportError } from '../../text/errors.ts';
import type { Lab } from '../types.ts';

/**
 * Copies the lab's sources to `to`, which programs of the lab then see; a lab without sources gets an empty folder. A
 * lab may have come with a report: links that lead out, FIFOs and too many files are refused.
 */
export function copySources({ lab, labDir, to }: { lab: Lab; labDir: string; to: string }): void {
  mkdirSync(to, { recursive: true });
  if (lab.source === undefined) return;
  const place = { file: join(labDir, 'lab.yaml') };
  const refuse = (problem: string) =>
    new LabreportError({
      code: 'lab-invalid',
      place,
      message: `the sources' folder "${lab.source}": ${problem}`,
      hint: 'Nothing was run. Sources are kept with the report, so that others can build them: copy what they need there.',
    });
  const from = join(labDir, lab.source);
  const found = statSync(from, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new LabreportError({
      code: 'lab-invalid',
      place,
      message: `the sources' folder "${lab.source}" does not exist, expected it in ${labDir}`,
    });
  }
  if (!found.isDirectory()) throw refuse('it is no folder');
  copyFolder({ from, to, refuse });
}
