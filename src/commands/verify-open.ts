import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Facts } from '../evidence/facts.ts';
import { loadLab } from '../lab/load.ts';
import type { Lab } from '../lab/types.ts';
import { hashFile } from '../record/hash.ts';
import { readRecord } from '../record/read.ts';
import type { FileHash, RunRecord } from '../record/types.ts';
import { LabreportError } from '../text/errors.ts';
import { nearPath } from './near-path.ts';

/** A report that can be verified: its record, what its logs say, and the lab that it keeps. */
export interface OpenReport {
  dir: string;
  record: RunRecord;
  facts: Facts;
  /** As lab/lab.yaml says, with the parameters of the run. */
  lab: Lab;
}

/** Reads a report's folder. Refuses one whose lab is no longer what the report was made from. */
export async function openReport(path: string): Promise<OpenReport> {
  const dir = nearPath(path.replace(/\/(?:report\.md|record\.json)$/, ''));
  await refuseNoReport(dir);
  const record = refuseIncomplete(readRecord(dir), dir);
  for (const input of record.inputs) await refuseChanged(input, dir);
  const set = Object.fromEntries(Object.entries(record.lab.parameters).map(([name, { value }]) => [name, value]));
  const lab = await loadLab({ dir: join(dir, 'lab'), set });
  const facts = new Facts({ record, read: (file) => readInside(dir, file) });
  return { dir, record, facts, lab: { ...lab, name: record.lab.name } };
}

async function refuseNoReport(dir: string): Promise<void> {
  const found = await stat(dir).catch(() => undefined);
  if (found?.isDirectory()) return;
  throw new LabreportError({
    message: `no report in ${dir}, expected the folder of a report`,
    hint: 'For example: labreport verify reports/two-clients',
  });
}

/** A record is read as it is; what verify can't do without is looked for, since anybody may have written it. */
function refuseIncomplete(record: RunRecord, dir: string): RunRecord {
  const { lab, inputs, evidence, run, machine, driver, hosts } = record as Partial<RunRecord>;
  const lists = { inputs, evidence, hosts, 'lab.steps': lab?.steps, 'lab.claims': lab?.claims };
  const objects = { run, driver, machine, 'lab.parameters': lab?.parameters };
  const missing = [
    ...Object.entries(lists).filter(([, value]) => !Array.isArray(value)),
    ...Object.entries(objects).filter(([, value]) => typeof value !== 'object' || value === null),
  ].map(([name]) => name);
  if (missing.length === 0) return record;
  throw new LabreportError({
    place: { file: join(dir, 'record.json') },
    message: `the record lacks ${missing.join(', ')}, expected it as labreport wrote it`,
  });
}

async function refuseChanged({ path, sha256 }: FileHash, dir: string): Promise<void> {
  const file = join(dir, path);
  const now = isInside(dir, file) ? await hashFile(file, path).catch(() => undefined) : undefined;
  if (now?.sha256 === sha256) return;
  throw new LabreportError({
    place: { file },
    message: `${now === undefined ? 'missing' : 'changed after the report was made'}, expected the file that the report was made from`,
    hint: 'Nothing was run. A changed lab is another lab: labreport generate makes a report of it.',
  });
}

/** The record names files; what it names outside of the report is none of them. */
function readInside(dir: string, path: string): Uint8Array {
  const file = join(dir, path);
  try {
    if (isInside(dir, file)) return readFileSync(file);
  } catch (cause) {
    throw missingLog(file, cause);
  }
  throw missingLog(file);
}

function isInside(dir: string, file: string): boolean {
  return !relative(dir, file).startsWith('..');
}

function missingLog(file: string, cause?: unknown): LabreportError {
  return new LabreportError({
    place: { file },
    message: `can't be read, expected a log of the report${cause === undefined ? '' : `: ${(cause as Error).message}`}`,
    hint: 'A report belongs to the record.json and the logs beside it.',
    cause,
  });
}
