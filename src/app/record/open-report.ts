import { basename, dirname, join, resolve } from 'node:path';
import { MOST } from '../../files/limits.ts';
import { readInside, readInsideIfThere } from '../../files/read.ts';
import { restorePrevious } from '../../record/folder.ts';
import { checkFiles, type FileFinding } from '../../record/integrity.ts';
import { readRecord } from '../../record/read-record.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { findFlaw } from '../../record/schema/find-flaw.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import { refuseChanged } from './changed-files.ts';
import { findReport, refuseOddFolder } from './find-report.ts';

/** A report's folder, and its record. */
export interface RecordOnDisk {
  /** Absolute. */
  dir: string;
  /** The same as a person would type it. */
  name: string;
  record: RunRecord;
}

/** A report as it lies on disk. */
export interface ReportOnDisk extends RecordOnDisk {
  /** Path of its Markdown, as a person would type it. */
  file: string;
  text: string;
}

/** What has become of a report's files since the run; `checked` is how many the record names. */
export interface CheckedFiles {
  checked: number;
  findings: FileFinding[];
}

/** What differs in opening a report, by what it is opened for. */
interface Opening {
  /** Only the report.md of its folder will do. What is said of another text, by its file. */
  only?: (file: string) => { message: string; hint: string };
  /** One that a command which was killed has left under another name is put back first. */
  restores?: boolean;
}

/** Files that have to be as the run has left them, and what is said where one is not, by the report's name. */
export interface Intact {
  isNeeded(finding: FileFinding): boolean;
  says(name: string): { expected: string; hint: string };
}

/** Reads a report and its record, given its folder or its Markdown file. Whoever made them may have edited both. */
export async function openReport(path: string, { only, restores = false }: Opening = {}): Promise<ReportOnDisk> {
  if (restores) await restorePrevious(basename(path) === 'report.md' ? join(path, '..') : path);
  const { markdown, ...found } = openFound(path, 'check');
  const report = { ...found, file: nearPath(markdown), text: readMarkdown(found.dir, basename(markdown)) };
  if (only !== undefined && basename(markdown) !== 'report.md') {
    throw new LabreportError({ code: 'report-not-found', ...only(report.file) });
  }
  return report;
}

/** The same for who makes its Markdown: `bytes` are those that are in report.md, where it is there. */
export function openRecord(path: string): RecordOnDisk & { bytes: Buffer | undefined } {
  const { markdown: _, ...found } = openFound(path, 'render');
  return { ...found, bytes: readInsideIfThere(found.dir, 'report.md', MOST.textBytes) };
}

/** Holds a report's files against their hashes; refuses it where one is not as the run has left it that has to be. */
export async function checkIntact(report: RecordOnDisk, { isNeeded, says }: Intact): Promise<CheckedFiles> {
  const files = await checkFiles(report);
  const { name } = report;
  refuseChanged(files.findings.filter(isNeeded), { name, ...says(name) });
  return files;
}

/** `command`: the one that a hint shows to a person who has named something else. */
function openFound(path: string, command: string): RecordOnDisk & { markdown: string } {
  const markdown = resolve(findReport(path, command).markdown);
  const dir = dirname(markdown);
  refuseOddFolder(dir);
  return { dir, name: nearPath(dir), record: readSoundRecord(dir), markdown };
}

/** The record in a report's folder. Somebody may have edited it: what labreport did not write so is refused. */
function readSoundRecord(dir: string): RunRecord {
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

/** The text of a report's Markdown; `hint` says what to do where there is none. */
export function readMarkdown(dir: string, name: string, hint = ANOTHER_NAME): string {
  try {
    return readInside(dir, name, MOST.textBytes).toString('utf8');
  } catch (cause) {
    if (cause instanceof LabreportError) throw cause;
    const message = `can't be read, expected the report: ${(cause as Error).message}`;
    const place = { file: nearPath(join(dir, name)) };
    throw new LabreportError({ code: 'report-not-found', place, message, hint, cause });
  }
}

const ANOTHER_NAME = 'To check a report under another name, give its path: labreport check FOLDER/NAME.md';
