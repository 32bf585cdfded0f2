import type { Facts } from '../evidence/facts.ts';
import type { Claim } from '../lab/types.ts';
import { LabreportError } from '../text/errors.ts';
import { checkCommand } from './command.ts';
import { checkConversation } from './conversation.ts';
import { evidenceOf } from './evidence-of.ts';
import { checkExit } from './exit.ts';
import { checkOrder } from './order.ts';
import { checkPackets } from './packets.ts';
import { checkProcesses } from './processes.ts';
import { expandClaim, scopeOf } from './scope.ts';
import { checkSockets } from './sockets.ts';
import { findEvidence, whyMissing } from './testable.ts';
import { checkText } from './text.ts';
import type { Verdict } from './types.ts';
import { toVerdict } from './verdict.ts';

type Checker<K extends Claim['kind']> = (claim: Extract<Claim, { kind: K }>, facts: Facts) => Verdict;

/** What checks each kind of claim. Their evidence is there, and references are expanded, when they are called. */
export const checkers: { [K in Claim['kind']]: Checker<K> } = {
  sockets: checkSockets,
  processes: checkProcesses,
  packets: checkPackets,
  conversation: checkConversation,
  text: checkText,
  exit: checkExit,
  order: checkOrder,
  command: checkCommand,
};

/** A verdict on each claim of the run's lab, in the lab's order. */
export function checkClaims({ facts }: { facts: Facts }): Verdict[] {
  return facts.record.lab.claims.map((claim) => checkClaim(claim, facts));
}

function checkClaim(claim: Claim, facts: Facts): Verdict {
  for (const id of evidenceOf(claim)) {
    const reason = whyMissing(facts, id);
    if (reason === undefined) continue;
    const cites = findEvidence(facts, id) === undefined ? [] : [{ evidence: id }];
    return toVerdict(claim, { status: 'not-testable', reason, cites });
  }
  const expanded = tryExpand(claim, facts);
  if ('problem' in expanded) {
    const { problem } = expanded;
    return toVerdict(claim, { status: 'not-testable', reason: ({ recorded }) => recorded(problem), cites: [] });
  }
  const check = checkers[claim.kind] as (claim: Claim, facts: Facts) => Verdict;
  return check(expanded.claim, facts);
}

/** A value may be missing through no fault of the claim: its terminal did not get so far. */
function tryExpand(claim: Claim, facts: Facts): { claim: Claim } | { problem: string } {
  try {
    return { claim: expandClaim(claim, scopeOf(facts)) };
  } catch (error) {
    if (error instanceof LabreportError) return { problem: error.message };
    throw error;
  }
}
