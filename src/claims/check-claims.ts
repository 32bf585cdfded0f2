import type { Facts } from '../evidence/facts.ts';
import type { Claim } from '../lab/claims/claims.ts';
import { UnusableValue } from '../lab/shell/unusable-value.ts';
import { type Message, say } from '../messages/message.ts';
import { bounded } from '../text/bounded.ts';
import { LabreportError } from '../text/errors.ts';
import { toVerdict } from './judge/finding.ts';
import { scopeOf } from './judge/scope.ts';
import { findEvidence, whyMissing } from './judge/testable.ts';
import type { ClaimKind } from './kinds/kind.ts';
import { KINDS } from './kinds/kinds.ts';
import type { Verdict } from './verdict.ts';

/** All claims of a run of hours are checked in a hundredth of it. */
const LIMIT_MS = 60_000;

/**
 * A verdict on each claim of the run's lab, in the lab's order. Who wrote them, and the evidence, may wish that it never
 * ends: what has not come to an end within the limit is not testable.
 */
export function checkClaims({ facts, limitMs = LIMIT_MS }: { facts: Facts; limitMs?: number }): Verdict[] {
  const end = performance.now() + limitMs;
  return facts.record.lab.claims.map((claim) => checkWithin(claim, facts, { end, limitMs }));
}

function checkWithin(claim: Claim, facts: Facts, { end, limitMs }: { end: number; limitMs: number }): Verdict {
  const over = new LabreportError({ code: 'too-large', message: 'the claims take too long' });
  const leftMs = Math.ceil(end - performance.now());
  try {
    if (leftMs > 0) return bounded({ limitMs: leftMs, describe: () => over }, () => checkClaim(claim, facts));
  } catch (error) {
    if (error !== over) throw error;
  }
  return toVerdict(claim, {
    status: 'not-testable',
    reason: say('tooLong', { seconds: limitMs / 1000 }),
    cites: [],
  });
}

function checkClaim(claim: Claim, facts: Facts): Verdict {
  const kind = KINDS[claim.kind] as ClaimKind<Claim>;
  for (const id of kind.evidence(claim)) {
    const reason = whyMissing(facts, id);
    if (reason === undefined) continue;
    const cites = findEvidence(facts, id) === undefined ? [] : [{ evidence: id }];
    return toVerdict(claim, { status: 'not-testable', reason, cites });
  }
  const expanded = tryExpand(claim, kind, facts);
  if ('problem' in expanded) {
    const { problem } = expanded;
    return toVerdict(claim, { status: 'not-testable', reason: problem, cites: [] });
  }
  return kind.check(expanded.claim, facts);
}

/** A value may be missing through no fault of the claim: its terminal did not get so far. */
function tryExpand(claim: Claim, { expand }: ClaimKind<Claim>, facts: Facts): { claim: Claim } | { problem: Message } {
  try {
    return { claim: expand?.(claim, scopeOf(facts)) ?? claim };
  } catch (error) {
    if (error instanceof UnusableValue) return { problem: error.seen };
    throw error;
  }
}
