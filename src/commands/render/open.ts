import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { checkFiles, type FileFinding } from '../../record/integrity.ts';
import type { RunRecord } from '../../record/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../inputs/near-path.ts';
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
  const dir = resolve(await findFolder(path));
  const record = readSoundRecord(dir);
  refuseChanged((await checkFiles({ record, dir })).findings, dir);
  const file = join(dir, 'report.md');
  return { dir, record, file, bytes: await readFile(file).catch(unlessMissing) };
}

async function findFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return path;
  if (found?.isFile() && ['report.md', 'record.json'].includes(basename(path))) return dirname(path);
  // A report.md that is gone can be made again.
  if (found === undefined && basename(path) === 'report.md') return dirname(path);
  throw new LabreportError({
    message: `no report in ${path}, expected the folder of a report or its report.md`,
    hint: 'For example: labreport render reports/two-clients',
  });
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
    message: `${WORDS[found.problem]}, expected the logs that the run has left`,
    hint: `Nothing was written. What else is not as it was: labreport check ${nearPath(dir)}`,
  });
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
