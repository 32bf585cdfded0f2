import type { Facts } from '../../evidence/facts.ts';
import type { ConversationClaim } from '../../lab/claims/conversation.ts';
import { expandKeys } from '../../lab/shell/expand.ts';
import { type Message, say } from '../../messages/message.ts';
import { whyPacketsDoubtful, whyPacketsLost } from '../judge/capture-doubt.ts';
import { expectedOf, judgeCount, toRange } from '../judge/count.ts';
import { type Finding, mergeCites, type Status, toVerdict } from '../judge/finding.ts';
import { timeOf } from '../judge/packet-time.ts';
import { isComplete, type Match, matchSequence } from '../judge/sequence.ts';
import { withDoubt } from '../judge/words.ts';
import type { Citation, Verdict } from '../verdict.ts';
import { nameConnection } from './connection-name.ts';
import type { ClaimKind } from './kind.ts';
import { lackConnection } from './lack-connection.ts';

/** Looks for a sequence of packets in the connections of a capture. */
export const conversation: ClaimKind<ConversationClaim> = {
  evidence: ({ capture, of }) => (of === undefined ? [capture] : [capture, of]),
  expand: (claim, scope) => ({ ...claim, sequence: claim.sequence.map((each) => expandKeys(each, scope)) }),
  check: checkConversation,
};

function checkConversation(claim: ConversationClaim, facts: Facts): Verdict {
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

/**
 * Whether the missing packet is an answer that the server owed when the run stopped: the client's packet had come, and
 * the capture then went on for as long as the step that stopped the run could wait. So the answer was given its time,
 * and its absence is the server's. What a client lacks may be what a later step would have made it send.
 */
function isOwedAnswer({ connection, frames, missing }: Match, facts: Facts, capture: string): boolean {
  const { lab, run } = facts.record;
  const limitMs = run.failure && lab.steps[run.failure.step]?.limitMs;
  const last = connection.packets.find(({ frame }) => frame === frames.at(-1));
  if (limitMs === undefined || last === undefined || missing?.from !== 'server') return false;
  const { client } = connection;
  const isFromClient = last.source?.address === client.address && last.source.port === client.port;
  return isFromClient && facts.evidence(capture).endedMs - timeOf(last, facts.record) >= limitMs;
}

/** How many connections show the sequence, and what is missing in the first that does not. */
function describeMatches({ connections }: ConversationClaim, facts: Facts, matches: readonly Match[]): Message {
  if (matches.length === 0) return say('noConnection');
  const shown = matches.filter(isComplete).length;
  const lack = describeLack(
    facts,
    matches.filter((match) => !isComplete(match)),
  );
  if (connections === 'every') return lack ?? describeAll(facts, matches);
  const expected = expectedOf(connections);
  const some = { total: matches.length, shown, expected };
  if (lack === undefined || shown >= expected.atLeast) return say('someShowSequence', some);
  return say('because', { found: say('someShowSequence', some), lack });
}

function describeAll(facts: Facts, matches: readonly Match[]): Message {
  return say('showSequence', { connections: matches.map(({ connection }) => nameConnection(connection, facts)) });
}

function describeLack(facts: Facts, [first, ...others]: readonly Match[]): Message | undefined {
  if (first?.missing === undefined) return undefined;
  const { connection, missing, frames } = first;
  const after = frames.at(-1);
  const lack = { connection: nameConnection(connection, facts), missing, others: others.length };
  return say('lackSequence', { ...lack, ...(after !== undefined && { after }) });
}
