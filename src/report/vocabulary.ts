import { escapeText, formatNote } from '../markdown/markdown.ts';
import type { Call } from '../template/call.ts';
import type { Missing } from '../template/captured.ts';
import type { Vocabulary } from '../template/template.ts';
import { HELPERS } from './helpers.ts';
import { leaveNote, namesOf, type Report } from './report.ts';
import { ROWS } from './rows.ts';

/** What a template can say of a report. */
export function vocabularyOf(report: Report): Vocabulary {
  const helpers = Object.entries(HELPERS).map(
    ([name, helper]) => [name, (call: Call) => helper(report, call)] as const,
  );
  return {
    helpers: Object.fromEntries(helpers),
    rows: ROWS,
    names: (kind) => namesOf(report, kind),
    withoutValue: (call, missing) => leaveMissing(report, call, missing),
  };
}

/** A condition that can't be told holds neither way. */
function leaveMissing(report: Report, call: Call, missing: Missing): string {
  const markdown = formatNote(report.language.report.notes.notAvailable, escapeText(missing.reason));
  return leaveNote(report, call, { markdown, inline: String(missing) });
}
