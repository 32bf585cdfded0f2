import { CROSS_CHECK_KINDS, type CrossCheck, type CrossCheckKind } from './types.ts';

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
    if (own.length === 0) return [];
    return {
      ...{ kind, total: own.length, agreeing: own.filter(({ status }) => status === 'agrees').length },
      ...{ disagreeing: own.filter(({ status }) => status === 'disagrees'), untestable: countReasons(own) },
    };
  });
}

function countReasons(crossChecks: readonly CrossCheck[]): CrossCheckSum['untestable'] {
  const reasons = crossChecks.filter(({ status }) => status === 'not-testable').map(({ reason }) => reason);
  const counts = [...new Set(reasons)].map((reason) => {
    return { reason, count: reasons.filter((one) => one === reason).length };
  });
  return counts.sort((one, other) => other.count - one.count);
}

/** "12 of 12 agree". */
export function formatAgreeing({ agreeing, total }: CrossCheckSum): string {
  return `${agreeing} of ${total} ${agreeing === 1 ? 'agrees' : 'agree'}`;
}

/** "4 not testable: it was opened before capture wire began (3), the run has no capture (1)"; nothing when all are. */
export function formatUntestable({ untestable }: CrossCheckSum): string {
  if (untestable.length === 0) return '';
  const total = untestable.reduce((sum, { count }) => sum + count, 0);
  const reasons = untestable.map(({ reason, count }) => (untestable.length === 1 ? reason : `${reason} (${count})`));
  return `${total} not testable: ${reasons.join(', ')}`;
}
