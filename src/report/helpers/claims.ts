import { formatReason, formatStatus } from '../claims.ts';
import { crossCheckRows } from '../cross-checks.ts';
import { escapeText, formatTable } from '../markdown.ts';
import { type Helper, leaveBlock, type Report } from '../report.ts';
import { shownRow } from '../shown.ts';

/**
 * A table of all claims of the lab, with verdict and reason, and below it one of the cross-checks that labreport makes
 * by itself.
 * @example {{claims}}
 */
export const claims: Helper = (report, call) => {
  call.expect({ args: 0 });
  report.saysCrossChecks = true;
  const rows = report.verdicts.map((verdict) => ({
    about: verdict.claim,
    cells: [escapeText(verdict.says), formatStatus(verdict), formatReason(report, verdict)],
  }));
  const table = show(report, call.name, { header: CLAIMS_HEADER, rows });
  const parts = [{ markdown: rows.length === 0 ? 'The lab makes no claims.' : table }];
  return leaveBlock(report, call, { parts: [...parts, ...crossCheckParts(report, call.name)] });
};

export const CLAIMS_HEADER = ['Claim', 'Verdict', 'Reason'];
export const CROSS_CHECKS_HEADER = ['Cross-check', 'Result', 'Reason'];

/** The table of cross-checks; none where there was nothing to hold against each other. */
export function crossCheckParts(report: Report, helper: string): { markdown: string }[] {
  const rows = crossCheckRows(report);
  return rows.length === 0 ? [] : [{ markdown: show(report, helper, { header: CROSS_CHECKS_HEADER, rows }) }];
}

interface Table {
  header: string[];
  rows: { about: string; cells: string[] }[];
}

/** The table, whose every row is a verdict that the report shows. */
function show(report: Report, helper: string, { header, rows }: Table): string {
  report.placeholders.verdicts.push(...rows.map((row) => shownRow(helper, row)));
  return formatTable(
    header,
    rows.map(({ cells }) => cells),
  );
}
