import { basename, dirname, join, resolve } from 'node:path';
import { MOST } from '../../files/limits.ts';
import { readInside } from '../../files/read.ts';
import { readRecord } from '../../record/read.ts';
import { findFlaw } from '../../record/schema/find-flaw.ts';
import type { RunRecord } from '../../record/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import { findReport, refuseOddFolder } from './find-report.ts';

/** A report as it lies on disk. */
export interface ReportOnDisk {
  /** Absolute. */
  dir: string;
  /** Path of its Markdown, as a person would type it. */
  file: string;
  text: string;
  record: RunRecord;
}

/** Reads a report and its record, given its folder or its Markdown file. Whoever made them may have edited both. */
export async function openRecord(path: string): Promise<ReportOnDisk> {
  const markdown = resolve(findReport(path, 'check').markdown);
  const [file, dir] = [nearPath(markdown), dirname(markdown)];
  refuseOddFolder(dir);
  return { dir, file, record: readSoundRecord(dir), text: readMarkdown(dir, basename(markdown)) };
}

/** The record in a report's folder. Somebody may have edited it: what labreport did not write so is refused. */
export function readSoundRecord(dir: string): RunRecord {
  const record = readRecord(dir);
  const flaw = findFlaw(record);
  if (flaw === undefined) return record;
  throw new LabreportError({
    code: 'record-invalid',
    place: { file: nearPath(join(dir, 'record.json')) },
    message: flaw,
    hint: 'A report belongs to the record.json that labreport wrote beside it; this one was edited or is damaged.',
  });
}

function readMarkdown(dir: string, name: string): string {
  try {
    return readInside(dir, name, MOST.textBytes).toString('utf8');
  } catch (cause) {
    if (cause instanceof LabreportError) throw cause;
    throw new LabreportError({
      code: 'report-not-found',
      place: { file: nearPath(join(dir, name)) },
      message: `can't be read, expected the report: ${(cause as Error).message}`,
      hint: 'To check a report under another name, give its path: labreport check FOLDER/NAME.md',
      cause,
    });
  }
}
