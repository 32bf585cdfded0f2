import type { Facts } from '../../evidence/facts.ts';
import type { ExitClaim } from '../../lab/claims/exit.ts';
import { say } from '../../messages/message.ts';
import { type Finding, toVerdict } from '../judge/finding.ts';
import { isCutShort, stopOf } from '../judge/run-stop.ts';
import type { Verdict } from '../verdict.ts';
import type { ClaimKind } from './kind.ts';

/** Compares how a program ended. */
export const exit: ClaimKind<ExitClaim> = {
  evidence: ({ of }) => [of],
  check: checkExit,
};

function checkExit(claim: ExitClaim, facts: Facts): Verdict {
  return toVerdict(claim, { ...judgeExit(claim, facts), cites: [{ evidence: claim.of }] });
}

function judgeExit({ of, exit: expected }: ExitClaim, facts: Facts): Omit<Finding, 'cites'> {
  const evidence = facts.evidence(of);
  if (isCutShort(facts.record, evidence)) {
    return { status: 'not-testable', reason: say('beforeOwnEnd', { stop: stopOf(facts.record), id: of }) };
  }
  const { exit } = evidence;
  if (exit === undefined) return { status: 'failed', reason: say('notEnded', { expected }) };
  const found = 'status' in exit ? exit.status : exit.signal;
  if (found === expected) return { status: 'held', reason: say('endedAsExpected', { exit }) };
  return { status: 'failed', reason: say('endedOtherwise', { exit, expected }) };
}
