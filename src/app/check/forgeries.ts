import { linesFrom, plainWords, type Seen, wordsOf } from '../../edited/intact/seen.ts';
import { LANGUAGES } from '../../language/languages.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { formatLab, formatTrust } from '../../report/head.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import { madeFrom } from '../record/made-from.ts';
import type { ReportOnDisk } from '../record/open-report.ts';
import { reportLanguage } from '../record/report-language.ts';
import type { Forgery } from './forgery.ts';
import { findOtherFiles } from './other-files.ts';
import { findOtherLab } from './other-lab.ts';

/** How far two clocks may be apart. */
const CLOCKS_MS = 3_600_000;

/**
 * Looks for what makes a report look more trusted than it is, or shows another one: re-executions that can't have been,
 * lines of the head that the record does not give, a record of another lab than the one beside it, a page and metadata
 * that are not of this report. Whoever forges all of it alike is not found: only running it again tells more.
 */
export async function findForgeries(
  report: ReportOnDisk,
  seen: Seen,
): Promise<{ forgeries: Forgery[]; notes: string[] }> {
  const files = await findOtherFiles(report);
  const forgeries = [
    ...findVerified(report.record, Date.now()),
    ...findHeads(report, seen),
    ...(await findOtherLab(report)),
    ...files.forgeries,
  ];
  return { forgeries, notes: files.notes };
}

/** Re-executions that no labreport wrote so: it writes those alone in which all runs observed the same. */
export function findVerified({ verified = [], run }: RunRecord, nowMs: number): Forgery[] {
  let before = Date.parse(run.startedAt);
  return verified.flatMap(({ when, runs, same }, i): Forgery[] => {
    const at = Date.parse(when);
    const why =
      !Number.isInteger(runs) || runs < 1 || same !== runs
        ? `${same} of ${runs} runs the same`
        : Number.isNaN(at) || at > nowMs + CLOCKS_MS
          ? `on ${when}, which has not come`
          : at < before
            ? `on ${when}, before the run or another one that is told earlier`
            : undefined;
    before = Number.isNaN(at) ? before : at;
    return why === undefined
      ? []
      : [{ kind: 'verified', message: `record.json: re-execution ${i + 1} can’t be: ${why}` }];
  });
}

/** Lines that look like those of the head which tell of trust and of the lab, and are not what the record gives. */
/** A line of the head, as its reader sees it. */
function asRead(line: string): string {
  return wordsOf([{ kind: 'text', lines: linesFrom(makeVisibleLine(line), 1) }]);
}

function findHeads({ record, dir, file }: ReportOnDisk, { blocks }: Seen): Forgery[] {
  const language = reportLanguage(dir);
  // What was true before a verify was written into the record says less, and may still stand.
  const trust = madeFrom(record).map((each) => formatTrust(each, language));
  const known = new Set([...trust, ...formatLab(record, language)].map(asRead));
  const labels = Object.values(LANGUAGES).map(({ report }) => report.selfReported.split(':')[0] as string);
  const isTold = (text: string) =>
    labels.some((label) => text.startsWith(`${label}:`)) || /^(Lab|Práctica): .*\blabreport\b/.test(text);
  const lines = blocks.filter(({ kind }) => kind !== 'code').flatMap((block) => block.lines);
  return lines
    .map(({ text, line }) => ({ text: plainWords(text).replace(/^[^\p{L}\p{N}]+/u, ''), line }))
    .filter(({ text }) => isTold(text) && !known.has(text))
    .map(({ text, line }) => ({ kind: 'head', message: `${file}:${line}: "${text}" is not what the record gives` }));
}
