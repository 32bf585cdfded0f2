import { formatTable } from '../../../markdown/markdown.ts';
import { formatReason, formatStatus, tellClaim } from '../../claims.ts';
import { crossCheckRows } from '../../cross-checks.ts';
import { type Helper, leaveBlock, type Report } from '../../report.ts';
import { shownRow } from '../../shown.ts';

/**
 * A table of all claims of the lab, with verdict and reason, and below it one of the cross-checks that labreport makes by
 * itself.
 * @example {{claims}}
 */
export const claims: Helper = (report, call) => {
  call.expect({ args: 0 });
  report.saysCrossChecks = true;
  const rows = report.verdicts.map((verdict) => ({
    about: verdict.claim,
    cells: [tellClaim(report, verdict), formatStatus(report, verdict), formatReason(report, verdict)],
  }));
  const words = report.language.report;
  const table = show(report, call.name, { header: words.claimsHeader, rows });
  const parts = [{ markdown: rows.length === 0 ? words.noClaims : table }];
  return leaveBlock(report, call, { parts: [...parts, ...crossCheckParts(report, call.name)] });
};

/** The table of cross-checks; none where there was nothing to hold against each other. */
export function crossCheckParts(report: Report, helper: string): { markdown: string }[] {
  const rows = crossCheckRows(report);
  const header = report.language.report.crossChecksHeader;
  return rows.length === 0 ? [] : [{ markdown: show(report, helper, { header, rows }) }];
}

interface Table {
  header: readonly string[];
  rows: { about: string; cells: string[] }[];
}

/** The table, whose every row is a verdict that the report shows. */
function show(report: Report, helper: string, { header, rows }: Table): string {
  report.shown.push(...rows.map((row) => shownRow(helper, row)));
  return formatTable(
    header,
    rows.map(({ cells }) => cells),
  );
}
