import type { Connection, Endpoint, Packet, Segment } from './types.ts';

/** A connection with the initial sequence numbers that its segments tell. */
interface Track {
  connection: Connection;
  clientIsn?: number;
  serverIsn?: number;
}

/** A packet that is known to be a whole TCP header. */
type TcpPacket = Packet & { tcp: Segment; source: Endpoint; destination: Endpoint };

/**
 * The TCP connections of a capture, in the order of their first packets. A SYN with another sequence number on the same
 * addresses and ports begins a new connection. Fills in the segments' relative sequence numbers.
 */
export function connectionsOf(packets: readonly Packet[]): Connection[] {
  const tracks: Track[] = [];
  const latest = new Map<string, Track>();
  for (const packet of packets) {
    if (!isTcp(packet)) continue;
    const key = pairOf(packet);
    let track = latest.get(key);
    if (track === undefined || beginsAnew(track, packet)) {
      track = { connection: beginConnection(packet, tracks.length + 1) };
      tracks.push(track);
      latest.set(key, track);
    }
    track.connection.packets.push(packet);
    learn(track, packet);
  }
  for (const track of tracks) fillRelative(track);
  return tracks.map((track) => track.connection);
}

function isTcp(packet: Packet): packet is TcpPacket {
  return packet.tcp !== undefined && packet.source !== undefined && packet.destination !== undefined;
}

/** The same text for both directions. */
function pairOf({ source, destination }: TcpPacket): string {
  const from = `${source.address} ${source.port}`;
  const to = `${destination.address} ${destination.port}`;
  return from < to ? `${from} ${to}` : `${to} ${from}`;
}

function beginConnection(packet: TcpPacket, number: number): Connection {
  const { source, destination } = packet;
  const fromClient = { number, client: source, server: destination, packets: [] };
  const fromServer = { number, client: destination, server: source, packets: [] };
  if (packet.tcp.flags.includes('SYN')) return packet.tcp.flags.includes('ACK') ? fromServer : fromClient;
  return (source.port ?? 0) >= (destination.port ?? 0) ? fromClient : fromServer;
}

/** Whether the packet is of a connection after the one that last had these addresses and ports. */
function beginsAnew(track: Track, packet: TcpPacket): boolean {
  const { flags, seq } = packet.tcp;
  if (!flags.includes('SYN')) return false;
  const isn = isFromClient(track.connection, packet) ? track.clientIsn : track.serverIsn;
  // With the number that is known already, it is a retransmission.
  if (isn !== undefined) return isn !== seq;
  // The first SYN,ACK of a server, or a simultaneous open; the capture of anything else began without the SYN.
  return !flags.includes('ACK') ? !isOpening(track) : track.clientIsn === undefined && track.serverIsn === undefined;
}

/** Whether nothing but SYNs have been sent so far. */
function isOpening({ connection }: Track): boolean {
  return connection.packets.every((packet) => packet.tcp?.flags.join() === 'SYN');
}

function learn(track: Track, packet: TcpPacket): void {
  const { flags, seq, ack } = packet.tcp;
  if (!flags.includes('SYN')) return;
  const fromClient = isFromClient(track.connection, packet);
  if (fromClient) track.clientIsn ??= seq;
  else track.serverIsn ??= seq;
  if (!flags.includes('ACK')) return;
  const acknowledged = (ack - 1) >>> 0;
  if (fromClient) track.serverIsn ??= acknowledged;
  else track.clientIsn ??= acknowledged;
}

function fillRelative({ connection, clientIsn, serverIsn }: Track): void {
  for (const packet of connection.packets) {
    if (!isTcp(packet)) continue;
    const fromClient = isFromClient(connection, packet);
    const own = fromClient ? clientIsn : serverIsn;
    const other = fromClient ? serverIsn : clientIsn;
    const { tcp } = packet;
    // >>> 0: sequence numbers are counted modulo 2^32.
    if (own !== undefined) tcp.relativeSeq = (tcp.seq - own) >>> 0;
    if (other !== undefined && tcp.flags.includes('ACK')) tcp.relativeAck = (tcp.ack - other) >>> 0;
  }
}

function isFromClient({ client }: Connection, { source }: TcpPacket): boolean {
  return source.address === client.address && source.port === client.port;
}
