import type { Claim } from '../../lab/claims/claims.ts';
import type { Citation, Verdict } from '../verdict.ts';

/** What a check found out: a verdict without its claim. */
export type Finding = Pick<Verdict, 'status' | 'reason' | 'cites'>;
export type Status = Verdict['status'];

export function toVerdict({ id, says }: Claim, { status, reason, cites }: Finding): Verdict {
  return { claim: id, says, status, reason, cites };
}

/** The status of a whole: one part that failed fails it, and it is held only when all its parts are. */
export function worstOf(statuses: readonly Status[]): Status {
  if (statuses.includes('failed')) return 'failed';
  return statuses.includes('not-testable') ? 'not-testable' : 'held';
}

/** One citation for each evidence, in the order given, with its lines and frames in rising order. */
export function mergeCites(cites: readonly Citation[]): Citation[] {
  const evidence = new Set(cites.map((cite) => cite.evidence));
  return [...evidence].map((id) => {
    const own = cites.filter((cite) => cite.evidence === id);
    const lines = rising(own.flatMap((cite) => cite.lines ?? []));
    const frames = rising(own.flatMap((cite) => cite.frames ?? []));
    return { evidence: id, ...(lines.length > 0 && { lines }), ...(frames.length > 0 && { frames }) };
  });
}

function rising(numbers: readonly number[]): number[] {
  // What one list of packets gives may be long, and rises already.
  if (numbers.every((number, i) => i === 0 || number > (numbers[i - 1] as number))) return [...numbers];
  return [...new Set(numbers)].sort((a, b) => a - b);
}
