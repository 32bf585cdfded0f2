import { reportLanguage } from '../../app/record/report-language.ts';
import { nameStatement } from '../../app/update/name-statement.ts';
import type { Update } from '../../app/update/update-report.ts';
import type { Verdict } from '../../claims/verdict.ts';
import type { Left } from '../../edited/refresh/refreshed.ts';
import type { Language } from '../../language/language.ts';
import { tell } from '../../language/tell.ts';
import { say } from '../../messages/message.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import { toJson } from '../print/json.ts';
import { paint } from '../print/paint.ts';
import { formatAgreed, formatDisagreements, formatHeld, formatUnheld } from '../print/verdict-text.ts';

/** As much of a new text is shown. */
const SHOWN_CHARACTERS = 60;

/** What an update did, for people. */
export function formatUpdated(update: Update): string {
  const { report, result, refreshed, exported, notExported } = update;
  const { record, verdicts, crossChecks } = result;
  const language = reportLanguage(report.dir);
  const seconds = `${(record.run.durationMs / 1000).toFixed(1)} s`;
  const sums = [formatHeld(verdicts), formatAgreed(crossChecks), seconds].filter((sum) => sum !== '');
  const blocks = [
    [...formatUnheld(verdicts, language), ...formatDisagreements(crossChecks, language), ...changedVerdicts(update)],
    refreshed.left.map((left) => formatLeft(left, { update, language })),
    refreshed.added.map(({ line, text }) => `new        ${report.file}:${line}: ${makeVisibleLine(cut(text))}`),
    formatDeleted(refreshed.deleted),
    [
      `${report.file}: refreshed ${formatCounts(update)}; ${sums.join(', ')}`,
      ...(update.run.isKept
        ? [`The lab was the copy in ${report.name}/lab: none is called ${record.lab.name} here.`]
        : []),
      ...exported.map((name) => `${report.name}/${name}`),
      ...(notExported === undefined ? [] : [`Not made again: ${notExported}`]),
    ],
  ];
  return `\n${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The same for programs, on one line. */
export function formatUpdatedJson(update: Update): string {
  const { report, result, refreshed, exported } = update;
  const { markdown: _, left, ...counts } = refreshed;
  const named = left.map((each) => ({ ...each, about: nameStatement(each.about, update) }));
  const { verdicts, crossChecks } = result;
  return toJson({ type: 'report', out: report.dir, ...counts, left: named, exported, verdicts, crossChecks });
}

function formatCounts({ refreshed: { evidence, figures, values, removed } }: Update): string {
  const counts = [
    quantity(evidence, 'evidence block'),
    ...(figures > 0 ? [quantity(figures, 'figure')] : []),
    quantity(values, 'value'),
  ];
  return `${counts.slice(0, -1).join(', ')} and ${counts.at(-1)}${removed > 0 ? `, took away ${quantity(removed, 'paragraph')} that ${removed === 1 ? 'does' : 'do'} not hold any more` : ''}`;
}

function quantity(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function formatLeft(
  { line, about, reason, now }: Left,
  { update, language }: { update: Update; language: Language },
): string {
  const what = nameStatement(about, update);
  const says = now === undefined ? reason : say('newRunSays', { reason, now: cut(now) });
  const text = `${update.report.file}:${line}: ${what === '' ? '' : `${what}: `}${tell(says, language)}`;
  return `${paint('yellow', 'left as is')} ${makeVisibleLine(text)}`;
}

function formatDeleted(deleted: readonly string[]): string[] {
  if (deleted.length === 0) return [];
  return [`Not in the report, as you have left it: ${deleted.map(makeVisibleLine).join(', ')}`];
}

/** Claims about which the new run says something else. */
function changedVerdicts({ report, result }: Update): string[] {
  const before = new Map(report.written.verdicts.map(({ claim, status }) => [claim, status]));
  const isChanged = ({ claim, status }: Verdict) => before.has(claim) && before.get(claim) !== status;
  return result.verdicts
    .filter(isChanged)
    .map(({ claim, status }) => makeVisibleLine(`changed ${claim}: it was ${before.get(claim)}, now it is ${status}`));
}

function cut(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
}
