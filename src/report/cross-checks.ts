import { type CrossCheckSum, formatAgreeing, formatUntestable, sumCrossChecks } from '../claims/cross/sum.ts';
import type { CrossCheckKind } from '../claims/cross/types.ts';
import { formatReason } from './claims.ts';
import { escapeText } from './markdown.ts';
import type { Report } from './report.ts';

/** What each kind says when all agree. */
const WORDS: Record<CrossCheckKind, string> = {
  handshake: 'Each connection that netstat or ss shows has its handshake in a capture',
  accepted: 'Each connection that a server reports has the same address and port in a capture',
  state: 'Each state that netstat or ss shows follows from the segments before it (RFC 9293)',
};

/** A row of the table: its cells, and the kind of cross-check that it is about. */
export interface CrossCheckRow {
  about: CrossCheckKind;
  cells: string[];
}

/** A row for each kind, and one for each disagreement; cells are Markdown. */
export function crossCheckRows(report: Report): CrossCheckRow[] {
  return sumCrossChecks(report.crossChecks).flatMap((sum) => [
    { about: sum.kind, cells: [WORDS[sum.kind], `**${formatAgreeing(sum)}**`, formatReasons(sum)] },
    ...sum.disagreeing.map((crossCheck) => ({
      about: sum.kind,
      cells: [escapeText(crossCheck.subject), '**disagrees**', formatReason(report, crossCheck)],
    })),
  ]);
}

function formatReasons(sum: CrossCheckSum): string {
  const text = formatUntestable(sum);
  return text === '' ? '' : escapeText(`${text}.`);
}
