import { isUtf8 } from 'node:buffer';
import { basename, dirname } from 'node:path';
import { readDocument } from '../../edited/read/document.ts';
import { findObstacles, type Obstacle } from '../../edited/refresh/examine.ts';
import { shareOf } from '../../edited/refresh/share.ts';
import { MOST } from '../../files/limits.ts';
import { readInside } from '../../files/read.ts';
import { hashText } from '../../record/hash.ts';
import { findAnswers } from '../../report/answers.ts';
import { languageOf } from '../../report/template-language.ts';
import { LabreportError } from '../../text/errors.ts';
import { keptTemplate } from '../inputs/kept-template.ts';
import type { Template } from '../inputs/templates.ts';
import { madeFrom } from '../record/made-from.ts';
import { checkIntact, type Intact, openReport, type ReportOnDisk } from '../record/open-report.ts';
import { type TracedRecord, traceRecord } from '../record/render-record.ts';
import { version } from '../version.ts';

/** A report that can be refreshed, and what it was before anybody edited it. */
export interface Refreshable extends ReportOnDisk {
  template: Template;
  written: TracedRecord;
  /** Files in folders of labreport's that it did not make. */
  extra: string[];
}

/** Opens a report and makes sure that it can be told what in it is whose. */
export async function openRefreshable(path: string): Promise<Refreshable> {
  const report = await openReport(path, { only: notTheReport, restores: true });
  await readText(report);
  const { findings } = await checkIntact(report, MADE_FROM);
  const template = await keptTemplate(report.dir);
  const written = renderWritten(report, template);
  refuseOther(report, written.markdown);
  const extra = findings.filter(({ problem }) => problem === 'extra').map(({ path: file }) => file);
  return { ...report, template, written, extra };
}

/** What the report was made from tells what in it was edited. */
const MADE_FROM: Intact = {
  isNeeded: ({ path, problem }) => problem !== 'extra' || path.startsWith('lab/'),
  says: (name) => ({
    expected: "so it can't be told what in report.md was edited; expected it as recorded",
    hint: `Put it back, or make the report anew beside the edited one: labreport generate ... --out ${name} --replace`,
  }),
};

/** The report's text as it is now; nothing of it may be lost by reading and writing it. */
export async function readText({ file }: Pick<ReportOnDisk, 'file'>): Promise<string> {
  const bytes = readInside(dirname(file), basename(file), MOST.textBytes);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const lines = bytes.toString('latin1').split('\n');
  const at = lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1')));
  throw new LabreportError({
    code: 'report-damaged',
    place: { file, line: at + 1 },
    message: 'expected UTF-8 text, got other bytes',
    hint: 'Save the file as UTF-8. Nothing was changed.',
  });
}

/** What stands in the way of refreshing a text: edited evidence, and what is damaged. Throws for damaged answers. */
export function examineText(text: string, { file, written }: Pick<Refreshable, 'file' | 'written'>): Obstacle[] {
  findAnswers(text, file);
  return findObstacles(readDocument(written.markdown), readDocument(text));
}

function notTheReport(file: string) {
  return {
    message: `${file} is not the report of its folder, expected report.md`,
    hint: 'A record belongs to the report.md beside it. To refresh an earlier version, put it in its place.',
  };
}

function renderWritten({ record, dir, name, text, file }: ReportOnDisk, template: Template): Refreshable['written'] {
  const isEdited = hashText(text) !== record.report?.sha256;
  const anew = `${isEdited ? 'To make it anew beside the edited one' : 'Nobody has edited it. To make it anew'}: labreport generate ${record.lab.name} --out ${name}${langOf(template)}${isEdited ? ' --replace' : ''}`;
  const fail = (why: string, cause?: unknown) =>
    new LabreportError({
      code: 'report-damaged',
      message: `${file}: ${why}, so it can't be told what in it was edited`,
      hint: anew,
      cause,
    });
  try {
    for (const each of madeFrom(record)) {
      const written = traceRecord({ record: each, dir, template });
      if (record.report?.sha256 === hashText(written.markdown) || text === written.markdown) return written;
    }
  } catch (error) {
    if (!(error instanceof LabreportError)) throw error;
    throw fail(`it can't be made again from its record (${error.message})`, error);
  }
  if (record.labreport !== version)
    throw fail(`labreport ${record.labreport} made it, and this one, ${version}, words it otherwise`);
  throw fail('its record.json or its template is not the one that it was made with');
}

/** The option that asks for a template in the same language. */
function langOf({ file, text }: Template): string {
  const { code } = languageOf({ file, text });
  return code === 'en' ? '' : ` --lang ${code}`;
}

/** So little in common, and none of its evidence: then it is another report. */
const LITTLE = 0.1;

function refuseOther({ text, file, record }: ReportOnDisk, written: string): void {
  const { units, evidence } = shareOf(readDocument(written), readDocument(text));
  if (units >= LITTLE || evidence > 0) return;
  throw new LabreportError({
    code: 'report-damaged',
    place: { file },
    message: `nearly nothing of what record.json gives is in it (lab ${record.lab.name}, ${record.run.startedAt.slice(0, 10)}), expected the report that this record belongs to`,
    hint: 'Nothing was run. Put the report and the record.json that belong together into one folder.',
  });
}
