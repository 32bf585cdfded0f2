import type { Facts } from '../../evidence/facts.ts';
import type { ExitClaim } from '../../lab/types.ts';
import { isCutShort, tellStopBefore } from '../judge/run-stop.ts';
import { findEvidence } from '../judge/testable.ts';
import { type Finding, toVerdict } from '../judge/verdict.ts';
import type { Verdict } from '../types.ts';

/** Compares how a program ended. */
export function checkExit(claim: ExitClaim, facts: Facts): Verdict {
  return toVerdict(claim, { ...judgeExit(claim, facts), cites: [{ evidence: claim.of }] });
}

function judgeExit({ of, exit: expected }: ExitClaim, facts: Facts): Omit<Finding, 'cites'> {
  const evidence = findEvidence(facts, of);
  if (evidence === undefined || isCutShort(facts.record, evidence)) {
    const reason = tellStopBefore(facts.record, (claims, stop) => claims.beforeOwnEnd(stop, of));
    return { status: 'not-testable', reason };
  }
  const { exit } = evidence;
  if (exit === undefined) return { status: 'failed', reason: ({ claims }) => claims.notEnded(expected) };
  const found = 'status' in exit ? exit.status : exit.signal;
  if (found === expected) return { status: 'held', reason: ({ claims }) => claims.endedAsExpected(exit) };
  return { status: 'failed', reason: ({ claims }) => claims.endedOtherwise(exit, expected) };
}
