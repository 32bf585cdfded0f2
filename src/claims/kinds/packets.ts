import { framesOf } from '../../evidence/capture/packet-list.ts';
import type { Facts } from '../../evidence/facts.ts';
import { type PacketContext, selectPackets } from '../../evidence/select.ts';
import type { Packets } from '../../evidence/types.ts';
import type { PacketsClaim } from '../../lab/claims/packets.ts';
import { expandKeys } from '../../lab/shell/expand.ts';
import { say } from '../../messages/message.ts';
import type { ConnectionName } from '../../messages/values.ts';
import { whyPacketsDoubtful } from '../judge/capture-doubt.ts';
import { judgeCount, toRange } from '../judge/count.ts';
import { type Finding, mergeCites, toVerdict, worstOf } from '../judge/finding.ts';
import { withDoubt } from '../judge/words.ts';
import type { Verdict } from '../verdict.ts';
import { nameConnection } from './connection-name.ts';
import type { ClaimKind } from './kind.ts';
import { lackConnection } from './lack-connection.ts';

/** Counts packets of a capture, or of one connection in it; a count of 0 says "never". */
export const packets: ClaimKind<PacketsClaim> = {
  evidence: ({ capture, of }) => (of === undefined ? [capture] : [capture, of]),
  expand: (claim, scope) => ({ ...claim, packets: claim.packets.map((each) => expandKeys(each, scope)) }),
  check: checkPackets,
};

function checkPackets(claim: PacketsClaim, facts: Facts): Verdict {
  const { capture, of } = claim;
  const context = facts.context(capture);
  if (of === undefined) {
    const scope = { packets: facts.packets(capture), context };
    return toVerdict(claim, judgePackets(claim, facts, scope));
  }
  const connection = facts.connectionOf(capture, of);
  if (connection === undefined) return toVerdict(claim, lackConnection(facts, { capture, of }));
  const { packets } = connection;
  const name = nameConnection(connection, facts);
  const scope = { name, packets, context: { ...context, connection } };
  return toVerdict(claim, judgePackets(claim, facts, scope));
}

/** The packets that are counted, and what holds them. */
interface Scope {
  /** The connection's; absent for a whole capture. */
  name?: ConnectionName;
  packets: Packets;
  context: PacketContext;
}

function judgePackets(claim: PacketsClaim, facts: Facts, { name, packets, context }: Scope): Finding {
  const { capture } = claim;
  const tallies = claim.packets.map(({ count: expected, ...pattern }) => {
    const found = selectPackets(packets, pattern, context);
    const doubt = whyPacketsDoubtful(facts, capture, [pattern]);
    const status = judgeCount(toRange(found.length, { isWhole: doubt === undefined }), expected);
    return { found, doubt, status, tally: { found: found.length, pattern, expected } };
  });
  const status = worstOf(tallies.map((tally) => tally.status));
  const doubt = tallies.find((tally) => tally.status === 'not-testable')?.doubt;
  const counts = say('packets', {
    tallies: tallies.map(({ tally }) => tally),
    ...(name !== undefined && { connection: name }),
  });
  const reason = status === 'not-testable' ? withDoubt(counts, doubt) : counts;
  const frames = tallies.flatMap(({ found }) => framesOf(found));
  return { status, reason, cites: mergeCites([{ evidence: capture, frames }]) };
}
