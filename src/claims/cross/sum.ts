import { english } from '../../language/en/english.ts';
import type { Language, Phrase } from '../../language/language.ts';
import { tellReason } from '../judge/words.ts';
import { CROSS_CHECK_KINDS, type CrossCheck, type CrossCheckKind } from './types.ts';

/** The cross-checks of one kind, counted. */
export interface CrossCheckSum {
  kind: CrossCheckKind;
  total: number;
  agreeing: number;
  disagreeing: CrossCheck[];
  /** Why some can't be tested, the most frequent reason first. */
  untestable: { reason: string; reasonIn?: Phrase; count: number }[];
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
  const counts = new Map<string, CrossCheckSum['untestable'][number]>();
  for (const { status, reason, reasonIn } of crossChecks) {
    if (status !== 'not-testable') continue;
    const count = (counts.get(reason)?.count ?? 0) + 1;
    counts.set(reason, { reason, ...(reasonIn && { reasonIn }), count });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count);
}

/** "12 of 12 agree". */
export function formatAgreeing({ agreeing, total }: CrossCheckSum, { crossChecks }: Language = english): string {
  return crossChecks.agreeing(agreeing, total);
}

/** "4 not testable: it was opened before capture wire began (3), the run has no capture (1)"; nothing when all are. */
export function formatUntestable({ untestable }: CrossCheckSum, language: Language = english): string {
  if (untestable.length === 0) return '';
  const total = untestable.reduce((sum, { count }) => sum + count, 0);
  const reasons = untestable.map((each) => {
    const reason = tellReason(each, language);
    return untestable.length === 1 ? reason : `${reason} (${each.count})`;
  });
  return language.crossChecks.untestable(total, reasons);
}
