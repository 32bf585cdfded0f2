import { CROSS_CHECK_KINDS, type CrossCheck, type CrossCheckKind } from '../claims/cross/types.ts';
import { formatReason } from './claims.ts';
import { escapeText } from './markdown.ts';
import type { Report } from './report.ts';

/** What each kind says when all agree. */
export const CROSS_CHECK_WORDS: Record<CrossCheckKind, string> = {
  handshake: 'Each connection that netstat or ss shows has its handshake in a capture',
  accepted: 'Each connection that a server reports has the same address and port in a capture',
  state: 'Each state that netstat or ss shows follows from the segments before it (RFC 9293)',
};

/** The cross-checks of one kind, counted. */
export interface CrossCheckSum {
  kind: CrossCheckKind;
  total: number;
  agreeing: number;
  disagreeing: CrossCheck[];
  /** Why some can't be tested, the most frequent reason first. */
  untestable: { reason: string; count: number }[];
}

/** One sum for each kind of which there is any. */
export function sumCrossChecks(crossChecks: readonly CrossCheck[]): CrossCheckSum[] {
  return CROSS_CHECK_KINDS.flatMap((kind) => {
    const own = crossChecks.filter(({ check }) => check === kind);
    const reasons = own.filter(({ status }) => status === 'not-testable').map(({ reason }) => reason);
    const untestable = [...new Set(reasons)].map((reason) => ({
      reason,
      count: reasons.filter((one) => one === reason).length,
    }));
    const sum = {
      ...{ kind, total: own.length, agreeing: own.filter(({ status }) => status === 'agrees').length },
      disagreeing: own.filter(({ status }) => status === 'disagrees'),
      untestable: untestable.sort((one, other) => other.count - one.count),
    };
    return own.length === 0 ? [] : [sum];
  });
}

/** "12 of 12 agree". */
export function formatAgreeing({ agreeing, total }: CrossCheckSum): string {
  return `${agreeing} of ${total} ${agreeing === 1 ? 'agrees' : 'agree'}`;
}

/** "4 not testable: it was opened before capture wire began (3), the run has no capture (1)"; nothing when all are. */
export function formatUntestable({ untestable }: CrossCheckSum): string {
  if (untestable.length === 0) return '';
  const count = untestable.reduce((sum, each) => sum + each.count, 0);
  const reasons = untestable.map(({ reason, count: times }) =>
    untestable.length === 1 ? reason : `${reason} (${times})`,
  );
  return `${count} not testable: ${reasons.join(', ')}`;
}

/** A row of the table: its cells, and the kind of cross-check that it is about. */
export interface CrossCheckRow {
  about: CrossCheckKind;
  cells: string[];
}

/** A row for each kind, and one for each disagreement; cells are Markdown. */
export function crossCheckRows(report: Report): CrossCheckRow[] {
  return sumCrossChecks(report.crossChecks).flatMap((sum) => [
    {
      about: sum.kind,
      cells: [CROSS_CHECK_WORDS[sum.kind], `**${formatAgreeing(sum)}**`, escapeText(endSentence(sum))],
    },
    ...sum.disagreeing.map((crossCheck) => ({
      about: sum.kind,
      cells: [escapeText(crossCheck.subject), '**disagrees**', formatReason(report, crossCheck)],
    })),
  ]);
}

function endSentence(sum: CrossCheckSum): string {
  const text = formatUntestable(sum);
  return text === '' ? '' : `${text}.`;
}
