import type { Facts } from '../evidence/facts.ts';
import { UnusableValue } from '../lab/shell/unusable-value.ts';
import type { Claim } from '../lab/types.ts';
import { type Message, say } from '../messages/message.ts';
import { bounded } from '../text/bounded.ts';
import { LabreportError } from '../text/errors.ts';
import { evidenceOf } from './judge/evidence-of.ts';
import { toVerdict } from './judge/finding.ts';
import { expandClaim, scopeOf } from './judge/scope.ts';
import { findEvidence, whyMissing } from './judge/testable.ts';
import { checkCommand } from './kinds/command.ts';
import { checkConversation } from './kinds/conversation.ts';
import { checkExit } from './kinds/exit.ts';
import { checkOrder } from './kinds/order.ts';
import { checkPackets } from './kinds/packets.ts';
import { checkProcesses } from './kinds/processes.ts';
import { checkSockets } from './kinds/sockets.ts';
import { checkText } from './kinds/text.ts';
import type { Verdict } from './verdict.ts';

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
  for (const id of evidenceOf(claim)) {
    const reason = whyMissing(facts, id);
    if (reason === undefined) continue;
    const cites = findEvidence(facts, id) === undefined ? [] : [{ evidence: id }];
    return toVerdict(claim, { status: 'not-testable', reason, cites });
  }
  const expanded = tryExpand(claim, facts);
  if ('problem' in expanded) {
    const { problem } = expanded;
    return toVerdict(claim, { status: 'not-testable', reason: problem, cites: [] });
  }
  const check = checkers[claim.kind] as (claim: Claim, facts: Facts) => Verdict;
  return check(expanded.claim, facts);
}

/** A value may be missing through no fault of the claim: its terminal did not get so far. */
function tryExpand(claim: Claim, facts: Facts): { claim: Claim } | { problem: Message } {
  try {
    return { claim: expandClaim(claim, scopeOf(facts)) };
  } catch (error) {
    if (error instanceof UnusableValue) return { problem: error.seen };
    throw error;
  }
}
