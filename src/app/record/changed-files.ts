import { join } from 'node:path';
import type { FileFinding } from '../../record/integrity.ts';
import { LabreportError } from '../../text/errors.ts';

const SINCE_THE_RUN: Record<FileFinding['problem'], string> = {
  changed: 'was changed after the run',
  missing: 'is missing',
  extra: 'was added after the run',
  'not-a-file': 'is no plain file',
};

/** What has become of a file since the run, behind its name: "is missing". */
export function whatBecame({ is, problem }: FileFinding): string {
  return is ?? SINCE_THE_RUN[problem];
}

/** Refuses a report, whose folder is `name`, for the first of its files that is not as the run has left it. */
export function refuseChanged(
  [found]: readonly FileFinding[],
  { name, expected, hint }: { name: string; expected: string; hint: string },
): void {
  if (found === undefined) return;
  throw new LabreportError({
    code: 'files-changed',
    place: { file: join(name, found.path) },
    message: `${whatBecame(found)}, ${expected}`,
    hint,
  });
}
