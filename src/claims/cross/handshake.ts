import type { Facts } from '../../evidence/facts.ts';
import type { Connection, Packet, PassingPacket } from '../../evidence/types.ts';
import type { TcpState } from '../../lab/terms.ts';
import { type Message, say } from '../../messages/message.ts';
import { judgeAbsence } from './absence.ts';
import type { CrossCheck, CrossFinding } from './cross-check.ts';
import { connectionsWith, sideOf } from './ends.ts';
import { rolesOf, type ShownSocket, shownSockets } from './moment-sockets.ts';
import { openingOf } from './times/opening.ts';
import { toCrossCheck } from './to-cross-check.ts';
import { LAG_MS, timeOf, type Watch } from './watch.ts';

/** A socket in one of these states has not got through its handshake. */
const UNOPENED: readonly TcpState[] = ['SYN_SENT', 'SYN_RECV', 'CLOSE'];

/** Each connection that netstat or ss shows has its three-way handshake in a capture. */
export function checkHandshakes(facts: Facts, watches: readonly Watch[]): CrossCheck[] {
  const shown = shownSockets(facts).filter(({ socket }) => !UNOPENED.includes(socket.state));
  return shown.map((each) => {
    const cite = { evidence: each.moment.id, lines: [each.socket.line] };
    return toCrossCheck({ check: 'handshake', subject: each.subject, cite }, judge(facts, watches, each));
  });
}

function judge(facts: Facts, watches: readonly Watch[], shown: ShownSocket): CrossFinding {
  const found = findConnections(facts, watches, shown);
  for (const { watch, connection } of found) {
    const frames = handshakeOf(connection);
    if (frames === undefined) continue;
    const { id } = watch.capture;
    const reason: Message = say('hasHandshake', { capture: id });
    return { status: 'agrees', reason, cites: [{ evidence: id, frames }] };
  }
  const seenMs = shown.moment.endedMs;
  const roles = rolesOf(facts, shown);
  const opening = openingOf(facts, { ...roles, seenMs });
  // A capture that has the connection, but not its beginning, is judged as one that lacks it: it began too late.
  const sought = { ...roles, opening, seenMs, protocols: ['tcp' as const], lacking: 'handshake' as const };
  const absence = judgeAbsence(facts, watches, sought);
  const [first] = found;
  if (first === undefined || absence.status === 'disagrees') return absence;
  const frame = first.connection.packets.at(0)?.frame;
  const { id } = first.watch.capture;
  const reason: Message = say('openedBefore', { capture: id });
  const cites = [{ evidence: id, ...(frame !== undefined && { frames: [frame] }) }];
  return { status: 'not-testable', reason, cites };
}

/** A connection in a capture. */
export interface Captured {
  watch: Watch;
  connection: Connection;
  /** Which side of it the socket is. */
  side: 'client' | 'server';
}

/** The socket's connection in each capture that has it, captures of its own host first. */
export function findConnections(facts: Facts, watches: readonly Watch[], shown: ShownSocket): Captured[] {
  const { local, peer, moment } = shown;
  // The end whose port the kernel chose tells the connection from most others.
  const rarer = (local.port ?? 0) > (peer.port ?? 0) ? local : peer;
  const found = watches.flatMap((watch) => {
    const connections = connectionsWith(facts, watch.capture.id, rarer).flatMap((connection) => {
      const side = sideOf(connection, local, peer);
      const openedMs = timeOf(connection.packets.at(0) as Packet, facts.record) ?? 0;
      return side === undefined || openedMs > moment.endedMs + LAG_MS ? [] : [{ watch, connection, side }];
    });
    // The same addresses and ports can be used again: what the moment shows is the latest.
    return connections.slice(-1);
  });
  const isOwn = ({ watch }: Captured) => watch.capture.host === moment.host;
  return [...found.filter(isOwn), ...found.filter((each) => !isOwn(each))];
}

/** Frames of SYN, the answer to it, and the ACK that ends it; undefined when one is missing. */
export function handshakeOf({ packets, client }: Connection): number[] | undefined {
  const isClient = ({ source }: PassingPacket) => source?.address === client.address && source.port === client.port;
  const syn = packets.find((packet) => packet.tcp?.flags.includes('SYN') && isClient(packet));
  const answer = packets.find((packet) => packet.tcp?.flags.includes('SYN') && !isClient(packet));
  if (syn === undefined || answer === undefined) return undefined;
  const isLast = ({ tcp, frame }: PassingPacket) =>
    frame > answer.frame && tcp?.flags.includes('ACK') === true && !tcp.flags.includes('SYN');
  const ack = packets.find((packet) => isClient(packet) && isLast(packet));
  return ack && [syn.frame, answer.frame, ack.frame];
}
