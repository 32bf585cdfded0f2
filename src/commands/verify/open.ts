import { join } from 'node:path';
import type { Facts } from '../../evidence/facts.ts';
import { loadLab } from '../../lab/load.ts';
import type { Lab } from '../../lab/types.ts';
import { checkFiles, type FileFinding } from '../../record/integrity.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../inputs/near-path.ts';
import { openRecord, type ReportOnDisk } from '../record/open-record.ts';
import { readableFacts } from '../record/readable-facts.ts';

/** A report that can be verified: its record, what its logs say, and the lab that it keeps. */
export interface OpenReport extends ReportOnDisk {
  /** Its folder as a person would type it. */
  name: string;
  facts: Facts;
  /** As lab/lab.yaml says, with the parameters of the run. */
  lab: Lab;
}

/** Reads a report. Refuses one whose lab is no longer what the report was made from. */
export async function openReport(path: string): Promise<OpenReport> {
  const report = await openRecord(path);
  const { dir, record } = report;
  const { findings } = await checkFiles(report);
  refuseChanged(findings, dir);
  const set = Object.fromEntries(Object.entries(record.lab.parameters ?? {}).map(([name, { value }]) => [name, value]));
  const lab = { ...(await loadLab({ dir: join(dir, 'lab'), set })), name: record.lab.name };
  return { ...report, name: nearPath(dir), facts: readableFacts(report, findings), lab };
}

const WORDS: Record<FileFinding['problem'], string> = {
  changed: 'was changed after the report was made',
  missing: 'is missing',
  extra: 'was added after the report was made',
  'not-a-file': 'is no plain file',
};

/** Another lab would observe something else. Changed logs are left to be seen: they are what is compared. */
function refuseChanged(findings: readonly FileFinding[], dir: string): void {
  const found = findings.find(({ path }) => path.startsWith('lab/'));
  if (found === undefined) return;
  throw new LabreportError({
    place: { file: nearPath(join(dir, found.path)) },
    message: `${found.is ?? WORDS[found.problem]}, expected the lab that the report was made from`,
    hint: 'Nothing was run. To make a report of the changed lab: labreport generate FOLDER',
  });
}
