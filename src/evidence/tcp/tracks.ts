import type { Connection, Endpoint, PassingPacket, Segment } from '../types.ts';

/** A connection, and the initial sequence numbers that its segments tell. */
export interface Track extends Omit<Connection, 'packets'> {
  firstFrame: number;
  /** Whether nothing but SYNs have been sent so far. */
  isOpening: boolean;
  clientIsn?: number;
  serverIsn?: number;
}

/** A packet that is known to be a whole TCP header. */
type TcpPacket = PassingPacket & { tcp: Segment; source: Endpoint; destination: Endpoint };

const PORTS = 65_536;

/** Tells which connection a packet belongs to. Packets are added in the order of the capture. */
export class Tracks {
  /** In the order of their first packets. */
  readonly all: Track[] = [];
  /** A number for each address, so that an endpoint is a number, and a pair of them two. */
  readonly #addresses = new Map<string, number>();
  /** The tracks between two endpoints, the lower first, in order. */
  readonly #byEnds = new Map<number, Map<number, Track[]>>();

  /** The packet's connection, a new one where it begins one; nothing for what is not TCP. */
  add(packet: PassingPacket): Track | undefined {
    if (!isTcp(packet)) return undefined;
    const between = this.#between(packet);
    let track = between.at(-1);
    if (track === undefined || beginsAnew(track, packet)) {
      track = beginTrack(packet, this.all.length + 1);
      this.all.push(track);
      between.push(track);
    }
    learn(track, packet);
    return track;
  }

  /** The connection of a packet that was added before. */
  find(packet: PassingPacket): Track | undefined {
    if (!isTcp(packet)) return undefined;
    const between = this.#between(packet);
    if (between.length === 1) return between[0];
    return between[lastBegun(between, packet.frame)];
  }

  #between({ source, destination }: TcpPacket): Track[] {
    const [from, to] = [this.#numberOf(source), this.#numberOf(destination)];
    const [low, high] = from < to ? [from, to] : [to, from];
    const others = this.#byEnds.get(low) ?? new Map<number, Track[]>();
    if (others.size === 0) this.#byEnds.set(low, others);
    const between = others.get(high) ?? [];
    if (between.length === 0) others.set(high, between);
    return between;
  }

  #numberOf({ address, port = 0 }: Endpoint): number {
    let number = this.#addresses.get(address);
    if (number === undefined) {
      number = this.#addresses.size;
      this.#addresses.set(address, number);
    }
    return number * PORTS + port;
  }
}

/** Fills in the segment's sequence numbers relative to its connection's first ones, as far as they are known. */
export function fillRelative(packet: PassingPacket, track: Track | undefined): void {
  if (track === undefined || !isTcp(packet)) return;
  const { tcp } = packet;
  const fromClient = isFromClient(track, packet);
  const own = fromClient ? track.clientIsn : track.serverIsn;
  const other = fromClient ? track.serverIsn : track.clientIsn;
  // >>> 0: sequence numbers are counted modulo 2^32.
  if (own !== undefined) tcp.relativeSeq = (tcp.seq - own) >>> 0;
  if (other !== undefined && tcp.flags.includes('ACK')) tcp.relativeAck = (tcp.ack - other) >>> 0;
}

function isTcp(packet: PassingPacket): packet is TcpPacket {
  return packet.tcp !== undefined && packet.source !== undefined && packet.destination !== undefined;
}

/** The same addresses and ports may have served thousands of connections: halves, not steps. */
function lastBegun(tracks: readonly Track[], frame: number): number {
  let [low, high] = [0, tracks.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tracks[middle] as Track).firstFrame <= frame) low = middle;
    else high = middle - 1;
  }
  return low;
}

function beginTrack(packet: TcpPacket, number: number): Track {
  const { source, destination, frame } = packet;
  const state = { firstFrame: frame, isOpening: true };
  const fromClient = { number, client: source, server: destination, ...state };
  const fromServer = { number, client: destination, server: source, ...state };
  if (packet.tcp.flags.includes('SYN')) return packet.tcp.flags.includes('ACK') ? fromServer : fromClient;
  return (source.port ?? 0) >= (destination.port ?? 0) ? fromClient : fromServer;
}

/** Whether the packet is of a connection after the one that last had these addresses and ports. */
function beginsAnew(track: Track, packet: TcpPacket): boolean {
  const { flags, seq } = packet.tcp;
  if (!flags.includes('SYN')) return false;
  const isn = isFromClient(track, packet) ? track.clientIsn : track.serverIsn;
  // With the number that is known already, it is a retransmission.
  if (isn !== undefined) return isn !== seq;
  // The first SYN,ACK of a server, or a simultaneous open; the capture of anything else began without the SYN.
  return !flags.includes('ACK') ? !track.isOpening : track.clientIsn === undefined && track.serverIsn === undefined;
}

function learn(track: Track, packet: TcpPacket): void {
  const { flags, seq, ack } = packet.tcp;
  if (flags.length !== 1 || flags[0] !== 'SYN') track.isOpening = false;
  if (!flags.includes('SYN')) return;
  const fromClient = isFromClient(track, packet);
  if (fromClient) track.clientIsn ??= seq;
  else track.serverIsn ??= seq;
  if (!flags.includes('ACK')) return;
  const acknowledged = (ack - 1) >>> 0;
  if (fromClient) track.serverIsn ??= acknowledged;
  else track.clientIsn ??= acknowledged;
}

function isFromClient({ client }: Track, { source }: TcpPacket): boolean {
  return source.address === client.address && source.port === client.port;
}
