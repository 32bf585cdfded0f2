import type { CrossCheck } from './cross/cross-check.ts';
import type { Verdict } from './verdict.ts';

/** What there is to say of a run or a report as a whole: "untested" is never "held", and "failed" is the worst. */
export type Whole = 'held' | 'failed' | 'untested';

/** What the verdict on a whole rests on. */
export interface Parts {
  verdicts: readonly Pick<Verdict, 'status'>[];
  crossChecks: readonly Pick<CrossCheck, 'status'>[];
  record: { run: { failure?: unknown } };
  /** Something else that is wrong: evidence that was edited, a run that observed something else. */
  isFaulty?: boolean;
}

/**
 * The one place that judges a whole. What a lab claims has to be tested and a run complete; a cross-check that can't be
 * made was not claimed by anybody.
 */
export function judgeWhole({ verdicts, crossChecks, record, isFaulty = false }: Parts): Whole {
  const isRefuted = crossChecks.some(({ status }) => status === 'disagrees');
  if (isFaulty || isRefuted || verdicts.some(({ status }) => status === 'failed')) return 'failed';
  const isTested = verdicts.every(({ status }) => status === 'held');
  return isTested && record.run.failure === undefined ? 'held' : 'untested';
}

/** The worst of several: one that failed fails them all. */
export function worstWhole(wholes: readonly Whole[]): Whole {
  if (wholes.includes('failed')) return 'failed';
  return wholes.includes('untested') ? 'untested' : 'held';
}
