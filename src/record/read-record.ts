import { join } from 'node:path';
import { MOST } from '../files/limits.ts';
import { readInside } from '../files/read.ts';
import { LabreportError } from '../text/errors.ts';
import { fromFormat1 } from './older/format-1.ts';
import { fromFormat2 } from './older/format-2.ts';
import { RECORD_FORMAT, type RunRecord } from './run-record.ts';

/** The record of a report's folder; one of an older format as one of today's. Refuses any other. */
export function readRecord(dir: string): RunRecord {
  const file = join(dir, 'record.json');
  const record = parse(dir, file);
  // Whoever reads a record that is somebody else's holds the rest against the schema (schema/find-flaw.ts).
  if (record?.format === RECORD_FORMAT) return record as RunRecord;
  if (record?.format === 2) return fromFormat2(record) as RunRecord;
  if (record?.format === 1) return fromFormat2(fromFormat1(record)) as RunRecord;
  throw new LabreportError({
    code: 'record-format',
    place: { file },
    message: `record of format ${showFormat(record?.format)}, expected 1 to ${RECORD_FORMAT}`,
    hint: 'It was made by another version of labreport. Run "labreport generate" again.',
  });
}

/** What is a record, when its format says so. */
type Parsed = Omit<RunRecord, 'format'> & { format?: number };

function parse(dir: string, file: string): Parsed | null | undefined {
  try {
    return JSON.parse(readInside(dir, 'record.json', MOST.recordBytes).toString('utf8'));
  } catch (error) {
    if (error instanceof LabreportError) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new LabreportError({
      code: isMissing ? 'report-not-found' : 'record-invalid',
      place: { file },
      message: `can't be read as a run's record: ${(error as Error).message}`,
      hint: 'A report belongs to the record.json and the logs beside it. Run "labreport generate" again.',
      cause: error,
    });
  }
}

function showFormat(format: unknown): string {
  return typeof format === 'number' || typeof format === 'string' ? JSON.stringify(format).slice(0, 20) : 'unknown';
}
