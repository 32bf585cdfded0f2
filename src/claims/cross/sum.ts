import type { Message } from '../../messages/message.ts';
import { CROSS_CHECK_KINDS, type CrossCheck, type CrossCheckKind } from './cross-check.ts';

/** The cross-checks of one kind, counted. */
export interface CrossCheckSum {
  kind: CrossCheckKind;
  total: number;
  agreeing: number;
  disagreeing: CrossCheck[];
  /** Why some can't be tested, the most frequent reason first. */
  untestable: { reason: Message; count: number }[];
}

/** One sum for each kind of which there is any. */
export function sumCrossChecks(crossChecks: readonly CrossCheck[]): CrossCheckSum[] {
  return CROSS_CHECK_KINDS.flatMap((kind) => {
    const own = crossChecks.filter(({ check }) => check === kind);
    if (own.length === 0) return [];
    return {
      kind,
      total: own.length,
      agreeing: own.filter(({ status }) => status === 'agrees').length,
      disagreeing: own.filter(({ status }) => status === 'disagrees'),
      untestable: countReasons(own),
    };
  });
}

function countReasons(crossChecks: readonly CrossCheck[]): CrossCheckSum['untestable'] {
  const counts = new Map<string, CrossCheckSum['untestable'][number]>();
  for (const { status, reason } of crossChecks) {
    if (status !== 'not-testable') continue;
    const key = JSON.stringify(reason);
    counts.set(key, { reason, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
}
