import type { CrossCheckKind } from '../claims/cross/cross-check.ts';
import { type CrossCheckSum, sumCrossChecks } from '../claims/cross/sum.ts';
import { tellAgreeing, tellUntestable } from '../language/cross-checks.ts';
import { tell } from '../language/tell.ts';
import { escapeText } from '../markdown/markdown.ts';
import { formatReason } from './claims.ts';
import type { Report } from './report.ts';

/** A row of the table: its cells, and the kind of cross-check that it is about. */
export interface CrossCheckRow {
  about: CrossCheckKind;
  cells: string[];
}

/** A row for each kind, and one for each disagreement; cells are Markdown. */
export function crossCheckRows(report: Report): CrossCheckRow[] {
  const { language } = report;
  const { kinds, disagrees } = language.crossChecks;
  return sumCrossChecks(report.crossChecks).flatMap((sum) => [
    { about: sum.kind, cells: [kinds[sum.kind], `**${tellAgreeing(sum, language)}**`, formatReasons(report, sum)] },
    ...sum.disagreeing.map((crossCheck) => ({
      about: sum.kind,
      cells: [escapeText(tell(crossCheck.subject, language)), `**${disagrees}**`, formatReason(report, crossCheck)],
    })),
  ]);
}

function formatReasons({ language }: Report, sum: CrossCheckSum): string {
  const text = tellUntestable(sum, language);
  return text === '' ? '' : escapeText(`${text}.`);
}
