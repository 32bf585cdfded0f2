import { replaceFiles } from '../../files/replace.ts';
import { hashText } from '../../record/hash.ts';
import type { FrontMatter, RunRecord } from '../../record/run-record.ts';
import { formatHead } from '../../report/head.ts';
import { LabreportError } from '../../text/errors.ts';
import { makeAgain } from '../export/make-again.ts';
import { keptTemplate } from '../inputs/kept-template.ts';
import { madeFrom } from '../record/made-from.ts';
import type { ReportOnDisk } from '../record/open-report.ts';
import { renderRecord } from '../record/render-record.ts';
import { reportLanguage } from '../record/report-language.ts';

/**
 * Writes the author's name and the like into a report that was made without: into its record, and into the head of
 * report.md where that is still as labreport wrote it. Nothing else changes.
 */
export async function addFrontMatter(report: ReportOnDisk, frontMatter: FrontMatter): Promise<ReportOnDisk> {
  const record: RunRecord = { ...report.record, frontMatter };
  const text = withHead(report.text, { before: headOf(report), after: headOf({ ...report, record }) });
  const made = await renderWith(report, frontMatter);
  if (made !== undefined) record.report = { path: 'report.md', bytes: Buffer.byteLength(made), sha256: hashText(made) };
  // The record last: until then, the next submit does it again.
  replaceFiles(report.dir, [
    ...(text === report.text ? [] : [{ path: 'report.md', text }]),
    { path: 'record.json', text: `${JSON.stringify(record, null, 2)}\n` },
  ]);
  await makeAgain({ dir: report.dir, record });
  return { ...report, text, record };
}

/** What labreport would have made with the name: from it, later commands tell what was edited. */
async function renderWith({ record, dir }: ReportOnDisk, frontMatter: FrontMatter): Promise<string | undefined> {
  const template = await keptTemplate(dir);
  const make = (each: RunRecord) => renderRecord({ record: each, dir, template }).markdown;
  try {
    const before = madeFrom(record).find((each) => hashText(make(each)) === record.report?.sha256);
    return before && make({ ...before, frontMatter });
  } catch (error) {
    // A template that can't be used any more is told by the check that follows.
    if (error instanceof LabreportError) return undefined;
    throw error;
  }
}

/** The list of a head: one line for each fact. */
function headOf({ record, dir }: ReportOnDisk): string[] {
  return formatHead(record, reportLanguage(dir))
    .split('\n')
    .filter((line) => line.startsWith('- '));
}

/** Puts a head's lines in the place of the old ones, where they stand together as they were written. */
function withHead(text: string, { before, after }: { before: string[]; after: string[] }): string {
  for (const newline of ['\n', '\r\n']) {
    const [old, fresh] = [before, after].map((lines) => lines.join(newline)) as [string, string];
    const at = text.indexOf(old);
    if (at >= 0 && (at === 0 || text[at - 1] === '\n')) return text.slice(0, at) + fresh + text.slice(at + old.length);
  }
  return text;
}
