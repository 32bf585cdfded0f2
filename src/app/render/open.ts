import { dirname, join, resolve } from 'node:path';
import { MOST } from '../../files/limits.ts';
import { readInsideIfThere } from '../../files/read.ts';
import { checkFiles, type FileFinding } from '../../record/integrity.ts';
import type { RunRecord } from '../../record/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import { findReport, refuseOddFolder } from '../record/find-report.ts';
import { readSoundRecord } from '../record/open-record.ts';

/** What a report is made from. Its Markdown need not be there. */
export interface Recorded {
  /** Absolute. */
  dir: string;
  record: RunRecord;
  /** Absolute path of report.md, and what is in it. */
  file: string;
  bytes: Buffer | undefined;
}

/** Reads a report's record, and sees to it that the logs are those of the run. */
export async function openRecorded(path: string): Promise<Recorded> {
  const dir = resolve(dirname(findReport(path, 'render').markdown));
  refuseOddFolder(dir);
  const record = readSoundRecord(dir);
  refuseChanged((await checkFiles({ record, dir })).findings, dir);
  const file = join(dir, 'report.md');
  return { dir, record, file, bytes: readInsideIfThere(dir, 'report.md', MOST.textBytes) };
}

const WORDS: Record<FileFinding['problem'], string> = {
  changed: 'was changed after the report was made',
  missing: 'is missing',
  extra: 'is a log that the record does not know',
  'not-a-file': 'is no plain file',
};

/** What changed logs would make is no report of the run. The kept template may be edited: it is what is rendered. */
function refuseChanged(findings: readonly FileFinding[], dir: string): void {
  const found = findings.find(({ path, problem }) => path.startsWith('logs/') && problem !== 'extra');
  if (found === undefined) return;
  throw new LabreportError({
    place: { file: nearPath(join(dir, found.path)) },
    message: `${found.is ?? WORDS[found.problem]}, expected the logs that the run has left`,
    hint: `Nothing was written. What else is not as it was: labreport check ${nearPath(dir)}`,
  });
}
