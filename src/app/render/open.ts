import { dirname, join, resolve } from 'node:path';
import { MOST } from '../../files/limits.ts';
import { readInsideIfThere } from '../../files/read.ts';
import { checkFiles } from '../../record/integrity.ts';
import type { RunRecord } from '../../record/types.ts';
import { nearPath } from '../../text/near-path.ts';
import { refuseChanged } from '../record/changed-files.ts';
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
  const { findings } = await checkFiles({ record, dir });
  // What changed logs would make is no report of the run. The kept template may be edited: it is what is rendered.
  refuseChanged(
    findings.filter(({ path: file, problem }) => file.startsWith('logs/') && problem !== 'extra'),
    {
      name: nearPath(dir),
      expected: 'expected the logs that the run has left',
      hint: `Nothing was written. What else is not as it was: labreport check ${nearPath(dir)}`,
    },
  );
  const file = join(dir, 'report.md');
  return { dir, record, file, bytes: readInsideIfThere(dir, 'report.md', MOST.textBytes) };
}
