import type { TcpState } from '../../lab/terms.ts';
import type { Connection, Packet, PassingPacket, Segment } from '../types.ts';
import { endOfSegment, isAtOrAfter } from './numbers.ts';

/** The states of a connection's two ends once a frame has been sent and has come; absent where no segment tells. */
export interface EndStates {
  client: TcpState | undefined;
  server: TcpState | undefined;
}

/** One end, and what decides its next state. */
interface End {
  state: TcpState | undefined;
  /** Sequence number after its own FIN, once it has sent one. */
  finEnd?: number;
  /** Next number that it expects from its peer, and what has come beyond it. */
  next?: number;
  early: { start: number; end: number }[];
  /** Sequence number after the peer's FIN, until all before it has come. */
  peerFinEnd?: number | undefined;
}

type Arrival = Packet & { tcp: Segment };

/**
 * The states that the segments of a connection imply, frame by frame, by the state machine of RFC 9293 (section 3.3.2).
 * Each segment counts as arrived when it was captured. What no segment shows can't be told: a program that closes
 * nothing, the end of TIME_WAIT, a socket that listens.
 */
export function statesOf(connection: Connection): ({ frame: number } & EndStates)[] {
  return Array.from(walkStates(connection), ({ packet, client, server }) => ({ frame: packet.frame, client, server }));
}

/** The same, segment by segment. */
export function* walkStates(connection: Connection): Generator<{ packet: Packet } & EndStates> {
  const { client: state, server } = statesBefore(connection);
  const ends = { client: beginEnd(state), server: beginEnd(server) };
  for (const packet of connection.packets) {
    if (!isSegment(packet)) continue;
    const isClient = isFromClient(connection, packet);
    send(isClient ? ends.client : ends.server, packet);
    receive(isClient ? ends.server : ends.client, packet);
    yield { packet, client: ends.client.state, server: ends.server.state };
  }
}

/** The states before the first captured segment: a capture that begins inside a connection finds it established. */
export function statesBefore({ packets }: Connection): EndStates {
  const flags = packets.find(isSegment)?.tcp?.flags ?? ['SYN'];
  const isInside = flags.includes('ACK') && !flags.includes('SYN') && !flags.includes('RST');
  return isInside ? { client: 'ESTABLISHED', server: 'ESTABLISHED' } : { client: undefined, server: undefined };
}

function beginEnd(state: TcpState | undefined): End {
  return { state, early: [] };
}

function isSegment<P extends PassingPacket>(packet: P): packet is P & { tcp: Segment } {
  return packet.tcp !== undefined;
}

function isFromClient({ client }: Connection, { source }: Packet): boolean {
  return source?.address === client.address && source.port === client.port;
}

function send(end: End, packet: Arrival): void {
  const { flags, ack } = packet.tcp;
  if (flags.includes('RST')) {
    // In SYN_SENT it answers an old segment of another connection, and the end goes on waiting.
    if (end.state !== 'SYN_SENT') end.state = 'CLOSE';
    return;
  }
  if (flags.includes('SYN')) sendSyn(end, flags.includes('ACK'));
  else if (flags.includes('ACK') && (end.state === undefined || end.state === 'SYN_SENT')) end.state = 'ESTABLISHED';
  // What it acknowledges has come, also where the capture lacks it.
  if (flags.includes('ACK') && (end.next === undefined || isAtOrAfter(ack, end.next))) end.next = ack;
  takeFin(end);
  if (flags.includes('FIN')) sendFin(end, endOfSegment(packet));
}

function sendSyn(end: End, isAnswer: boolean): void {
  if (isAnswer && (end.state === undefined || end.state === 'SYN_SENT')) end.state = 'SYN_RECV';
  else end.state ??= 'SYN_SENT';
}

const AFTER_SENDING_FIN: Partial<Record<TcpState, TcpState>> = {
  SYN_RECV: 'FIN_WAIT1',
  ESTABLISHED: 'FIN_WAIT1',
  CLOSE_WAIT: 'LAST_ACK',
};

function sendFin(end: End, finEnd: number): void {
  if (end.finEnd !== undefined) return;
  end.finEnd = finEnd;
  move(end, AFTER_SENDING_FIN);
}

function receive(end: End, packet: Arrival): void {
  const { flags, ack } = packet.tcp;
  if (flags.includes('RST')) {
    if (end.state !== undefined) end.state = 'CLOSE';
    return;
  }
  if (flags.includes('SYN') && end.state === 'SYN_SENT') end.state = flags.includes('ACK') ? 'ESTABLISHED' : 'SYN_RECV';
  else if (flags.includes('ACK')) receiveAck(end, ack);
  advance(end, { start: packet.tcp.seq, end: endOfSegment(packet) });
  if (flags.includes('FIN')) end.peerFinEnd = endOfSegment(packet);
  takeFin(end);
}

const AFTER_ACK_OF_FIN: Partial<Record<TcpState, TcpState>> = {
  FIN_WAIT1: 'FIN_WAIT2',
  CLOSING: 'TIME_WAIT',
  LAST_ACK: 'CLOSE',
};

function receiveAck(end: End, ack: number): void {
  if (end.state === 'SYN_RECV') end.state = 'ESTABLISHED';
  if (end.finEnd !== undefined && isAtOrAfter(ack, end.finEnd)) move(end, AFTER_ACK_OF_FIN);
}

const AFTER_FIN: Partial<Record<TcpState, TcpState>> = {
  SYN_RECV: 'CLOSE_WAIT',
  ESTABLISHED: 'CLOSE_WAIT',
  FIN_WAIT1: 'CLOSING',
  FIN_WAIT2: 'TIME_WAIT',
};

/** A FIN counts when all data before it has come. */
function takeFin(end: End): void {
  if (end.peerFinEnd === undefined || end.next === undefined || !isAtOrAfter(end.next, end.peerFinEnd)) return;
  end.peerFinEnd = undefined;
  move(end, AFTER_FIN);
}

function move(end: End, table: Partial<Record<TcpState, TcpState>>): void {
  if (end.state !== undefined) end.state = table[end.state] ?? end.state;
}

/** Takes in a range of the peer's sequence numbers; what lies beyond a gap waits until the gap is filled. */
function advance(end: End, range: { start: number; end: number }): void {
  end.early.push(range);
  let next = end.next ?? range.start;
  for (let joined = true; joined; ) {
    joined = false;
    for (const early of end.early) {
      if (!isAtOrAfter(next, early.start) || isAtOrAfter(next, early.end)) continue;
      next = early.end;
      joined = true;
    }
  }
  end.next = next;
  end.early = end.early.filter((early) => !isAtOrAfter(next, early.end));
}
