import type { Facts } from '../../evidence/facts.ts';
import type { ConversationClaim } from '../../lab/types.ts';
import { whyPacketsDoubtful, whyPacketsLost } from '../judge/capture-doubt.ts';
import { expectedOf, judgeCount, toRange } from '../judge/count.ts';
import { isComplete, type Match, matchSequence } from '../judge/sequence.ts';
import { type Finding, mergeCites, type Status, toVerdict } from '../judge/verdict.ts';
import { withDoubt } from '../judge/words.ts';
import type { Citation, Verdict } from '../types.ts';
import { describeMatches } from './conversation-words.ts';
import { lackConnection } from './lack-connection.ts';
import { isOwedAnswer } from './owed-answer.ts';

/** Looks for a sequence of packets in the connections of a capture. */
export function checkConversation(claim: ConversationClaim, facts: Facts): Verdict {
  const { capture, of, sequence } = claim;
  const connection = of === undefined ? undefined : facts.connectionOf(capture, of);
  if (of !== undefined && connection === undefined) return toVerdict(claim, lackConnection(facts, { capture, of }));
  const connections = connection === undefined ? facts.connections(capture) : [connection];
  const matches = connections.map((each) => matchSequence(each, sequence, facts.context(capture)));
  const owing = findOwing(claim, facts, matches);
  return toVerdict(claim, owing.length > 0 ? failOwing(claim, facts, owing) : judgeMatches(claim, facts, matches));
}

/** Of "every" connection, those that fail it although the run stopped early. */
function findOwing({ capture, connections, sequence }: ConversationClaim, facts: Facts, matches: readonly Match[]) {
  if (connections !== 'every' || whyPacketsLost(facts, capture, sequence) !== undefined) return [];
  return matches.filter((match) => isOwedAnswer(match, facts, capture));
}

function failOwing(claim: ConversationClaim, facts: Facts, owing: readonly Match[]): Finding {
  return { status: 'failed', reason: describeMatches(claim, facts, owing), cites: citeMatches(claim, owing) };
}

function judgeMatches(claim: ConversationClaim, facts: Facts, matches: readonly Match[]): Finding {
  const doubt = whyPacketsDoubtful(facts, claim.capture, claim.sequence);
  const status = statusOf(claim, matches, { isWhole: doubt === undefined });
  const found = describeMatches(claim, facts, matches);
  const reason = status === 'not-testable' ? withDoubt(found, doubt) : found;
  return { status, reason, cites: citeMatches(claim, restingOn(claim, matches, status)) };
}

function citeMatches({ capture }: ConversationClaim, matches: readonly Match[]): Citation[] {
  return mergeCites([{ evidence: capture, frames: matches.flatMap(({ frames }) => frames) }]);
}

/** A sequence that was seen stays seen whatever the capture lacks; one that was not may be in what it lacks. */
function statusOf(
  { connections }: ConversationClaim,
  matches: readonly Match[],
  { isWhole }: { isWhole: boolean },
): Status {
  const shown = matches.filter(isComplete).length;
  if (connections !== 'every') {
    return judgeCount(toRange(shown, { isWhole }), expectedOf(connections));
  }
  if (matches.length > 0 && shown === matches.length) return 'held';
  return isWhole ? 'failed' : 'not-testable';
}

/** The connections that decide: those that show the sequence, those of "every" that don't, or all when too few do. */
function restingOn({ connections }: ConversationClaim, matches: readonly Match[], status: Status): readonly Match[] {
  const shown = matches.filter(isComplete);
  if (status === 'held' || (typeof connections === 'number' && shown.length > connections)) return shown;
  return connections === 'every' ? matches.filter((match) => !isComplete(match)) : matches;
}
