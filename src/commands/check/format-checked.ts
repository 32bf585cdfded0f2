import { type CheckedReport, judgeChecked } from '../../app/check/check-report.ts';
import type { Forgery } from '../../app/check/forgery.ts';
import type { Unanswered } from '../../app/check/unanswered.ts';
import { whatDiffers } from '../../app/check/what-differs.ts';
import { whatBecame } from '../../app/record/changed-files.ts';
import { reportLanguage } from '../../app/record/report-language.ts';
import { describeJudge, nameJudge } from '../../app/trust/judge.ts';
import type { Difference } from '../../edited/intact/difference.ts';
import { formatZonedTime } from '../../language/clock.ts';
import { english } from '../../language/en/english.ts';
import { quantity } from '../../language/en/numbers.ts';
import type { FileFinding } from '../../record/integrity.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { formatLab } from '../../report/head.ts';
import type { Shown } from '../../report/shown.ts';
import { makeVisible, makeVisibleLine } from '../../text/visible.ts';
import { toJson } from '../print/json.ts';
import { paint } from '../print/paint.ts';
import { formatCrossChecks, formatDisagreements, formatHeld, formatUnheld } from '../print/verdict-text.ts';

/** As many deleted evidences are named. */
const NAMED_DELETIONS = 10;

/** What a check found, for people. Faults first, sums last. */
export function formatChecked(checked: CheckedReport): string {
  const { report, verdicts, crossChecks, files, shown, unanswered, notes, forgeries } = checked;
  const language = reportLanguage(report.dir);
  const faults = [
    ...forgeries.map(({ kind, message }) => `${paint('red', labelOf(kind))} ${makeVisibleLine(message)}`),
    ...formatUnheld(verdicts, language),
    ...formatDisagreements(crossChecks, language),
    ...files.findings.map(formatFinding),
    ...shown.differences.flatMap((difference) => formatDifference(difference, report.file)),
    ...unanswered.map((each) => formatUnanswered(each, report.file)),
  ];
  const sums = [
    formatHeld(verdicts),
    ...formatCrossChecks(crossChecks),
    `${files.checked - countWrong(files.findings)} of ${quantity(files.checked, 'file')} as recorded`,
    ...formatSame(checked),
    ...notes.map((note) => makeVisibleLine(note)),
  ].filter((sum) => sum !== '');
  const blocks = [
    [formatMade(checked), ...formatWhich(checked)].join('\n'),
    faults.join('\n'),
    sums.join('\n'),
    formatTrust(report.record),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** The same for programs. */
export function formatCheckedJson(checked: CheckedReport): string {
  const { report, verdicts, crossChecks, files, shown, unanswered, notes, identity, judge, forgeries } = checked;
  const whole = judgeChecked(checked);
  const lab = {
    name: report.record.lab.name,
    ...identity,
    judgedBy: judge === undefined ? 'itself' : nameJudge(judge),
  };
  const result = {
    report: report.file,
    sound: whole === 'held',
    whole,
    trust: 'self-reported',
    lab,
    verdicts,
    crossChecks,
    forgeries,
    files: files.checked,
    fileFindings: files.findings,
    shown: shown.same,
    differences: shown.differences,
    unanswered,
    deleted: shown.deleted.map(({ helper, about, text }) => ({ helper, about, text })),
    notes,
  };
  return toJson(result, { indent: 2 });
}

function formatMade({ report: { file, record } }: CheckedReport): string {
  const made = `made ${formatZonedTime(record.run.startedAt)} by labreport ${record.labreport}`;
  const failure = record.run.failure === undefined ? '' : '; its run is incomplete';
  return makeVisibleLine(`${file}: ${made}${failure}`);
}

/** Which lab it is, and whose claims are checked: what a reader has to know before all verdicts. */
function formatWhich({ report: { record }, identity, judge }: CheckedReport): string[] {
  const [line = ''] = formatLab({ ...record, identity }, english);
  const which = identity.is === 'changed' ? paint('yellow', makeVisibleLine(line)) : makeVisibleLine(line);
  if (judge === undefined) return [which, 'Judged by the lab that the report brought.'];
  return [which, makeVisibleLine(describeJudge(judge))];
}

function formatFinding(finding: FileFinding): string {
  const { path, evidence } = finding;
  const owner = evidence === undefined ? '' : ` (evidence ${evidence})`;
  return `${paint('red', 'edited')} ${makeVisibleLine(`${path} ${whatBecame(finding)}${owner}`)}`;
}

/** A page that was not made again since an edit looks like one that was replaced. */
function labelOf(kind: Forgery['kind']): string {
  return kind === 'page' || kind === 'crate' ? 'other' : 'forged';
}

function countWrong(findings: readonly FileFinding[]): number {
  return findings.filter(({ problem }) => problem !== 'extra').length;
}

/** The place as editors and terminals make it a link, and the first line that differs. */
function formatDifference(difference: Difference, file: string): string[] {
  const { kind, line, expected, found } = difference;
  return [
    `${paint('red', kind)} ${makeVisibleLine(`${file}:${line}: ${whatDiffers(difference)}`)}`,
    ...(kind === 'edited' ? [`    expected: ${quote(expected)}`] : []),
    ...(kind === 'hidden' ? [] : [`    found:    ${quote(found)}`]),
  ];
}

function formatUnanswered({ name, line }: Unanswered, file: string): string {
  const where =
    line === undefined ? `${file}: the place for answer ${name} is gone` : `${file}:${line}: answer ${name}`;
  return `${paint('yellow', 'unanswered')} ${makeVisibleLine(where)}`;
}

/** Lines are shown to their ends: often only spaces differ. */
function quote(line: string | undefined): string {
  return line === undefined ? '(no more lines)' : `"${makeVisible(line)}"`;
}

function formatSame({ report, shown: { same, differences, deleted } }: CheckedReport): string[] {
  if (same + differences.length + deleted.length === 0) return [];
  const sum = `${same} evidence blocks and verdicts in ${report.file} as recorded`;
  if (deleted.length === 0) return [makeVisibleLine(sum)];
  const names = deleted.slice(0, NAMED_DELETIONS).map(nameOf);
  const more = deleted.length > names.length ? ` and ${deleted.length - names.length} more` : '';
  return [makeVisibleLine(sum), makeVisibleLine(`no longer in it: ${names.join(', ')}${more}`)];
}

function nameOf({ helper, about }: Shown): string {
  return `${helper} ${about}`;
}

/** How far to trust what was checked. */
function formatTrust({ verified }: RunRecord): string {
  const last = verified?.at(-1);
  const claim =
    last === undefined
      ? ''
      : ` The record says that the lab was run again on ${formatZonedTime(last.when)}: anybody can write that.`;
  return makeVisible(
    `Self-reported: hashes in record.json show that report, logs and record belong together, no more; whoever edits all of\nthem can make new ones.${claim} Only running the lab again tells more: labreport verify.`,
  );
}
