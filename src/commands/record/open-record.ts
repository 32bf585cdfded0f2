import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { readRecord } from '../../record/read.ts';
import { findFlaw } from '../../record/schema/find-flaw.ts';
import type { RunRecord } from '../../record/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../inputs/near-path.ts';

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
  const markdown = resolve(await findMarkdown(path));
  const [file, dir] = [nearPath(markdown), dirname(markdown)];
  return { dir, file, record: readSoundRecord(dir), text: readMarkdown(file) };
}

/** The record in a report's folder. Somebody may have edited it: what labreport did not write so is refused. */
export function readSoundRecord(dir: string): RunRecord {
  const record = readRecord(dir);
  const flaw = findFlaw(record);
  if (flaw === undefined) return record;
  throw new LabreportError({
    place: { file: nearPath(join(dir, 'record.json')) },
    message: flaw,
    hint: 'A report belongs to the record.json that labreport wrote beside it; this one was edited or is damaged.',
  });
}

async function findMarkdown(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return join(path, 'report.md');
  if (found?.isFile() && path.endsWith('.md')) return path;
  if (found?.isFile() && basename(path) === 'record.json') return join(dirname(path), 'report.md');
  throw new LabreportError({
    message: `no report in ${path}, expected the folder of a report or its report.md`,
    hint: 'For example: labreport check reports/two-clients',
  });
}

function readMarkdown(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new LabreportError({
      place: { file },
      message: `can't be read, expected the report: ${(cause as Error).message}`,
      hint: 'To check a report under another name, give its path: labreport check FOLDER/NAME.md',
      cause,
    });
  }
}
