import type { PacketPattern } from '../lab/pieces/packet.ts';
import type { TcpFlag } from '../lab/terms.ts';
import type { HostFacts } from '../record/run-record.ts';
import { type HostNames, hasPort, isAt } from './endpoint.ts';
import { holdsText } from './passing.ts';
import { connectionsOf } from './tcp/connections.ts';
import type { Connection, Endpoint, Packets, PassingPacket } from './types.ts';

/** The two ends of a connection. */
type Ends = Pick<Connection, 'client' | 'server'>;

/** What the names in a pattern mean. */
export interface PacketContext extends HostNames {
  /** The connection whose ends "client" and "server" are. */
  connection?: Ends;
}

/** Flags that a packet has only where the pattern names them. */
const TELLING_FLAGS: readonly TcpFlag[] = ['FIN', 'SYN', 'RST'];
const ROLES: readonly unknown[] = ['client', 'server'];

/**
 * The packets that the pattern describes. Where it says "client" or "server" and the context names no connection, each
 * packet's own connection tells which end that is.
 */
export function selectPackets(packets: Packets, pattern: PacketPattern, context: PacketContext): Packets {
  return packets.filter(packetMatcher(packets, pattern, context));
}

/** A host, as far as packets tell of it. */
type Addressed = Pick<HostFacts, 'name' | 'fullName'> & { interfaces: readonly { address: string }[] };

/** Host names and full names to the hosts' addresses. */
export function addressesOf(hosts: readonly Addressed[]): HostNames['addresses'] {
  const entries = hosts.flatMap(({ name, fullName, interfaces }) => {
    const addresses = interfaces.map(({ address }) => address);
    return [name, fullName].map((key) => [key, addresses] as const);
  });
  return Object.fromEntries(entries);
}

/** Packets that tell which connection each of them belongs to. */
interface Tracked {
  trackOf(packet: PassingPacket): Ends | undefined;
}

/** Tells whether one of these packets is what the pattern describes, as `selectPackets` takes it. */
export function packetMatcher(
  packets: Packets | Tracked,
  pattern: PacketPattern,
  context: PacketContext,
): (packet: PassingPacket) => boolean {
  if (context.connection !== undefined || !hasRole(pattern, context)) {
    return (packet) => matchesPacket(packet, pattern, context);
  }
  const endsOf = endsFinder(packets);
  // What does not depend on the connection costs less to look at.
  const { from: _, to: __, ...plain } = pattern;
  return (packet) => {
    if (!matchesPacket(packet, plain, context)) return false;
    const connection = endsOf(packet);
    return connection !== undefined && matchesPacket(packet, pattern, { ...context, connection });
  };
}

/** Tells the connection that a packet belongs to. */
function endsFinder(packets: Packets | Tracked): Tracked['trackOf'] {
  if ('trackOf' in packets) return (packet) => packets.trackOf(packet);
  const known = new Map(connectionsOf(packets).flatMap((each) => each.packets.map(({ frame }) => [frame, each])));
  return ({ frame }) => known.get(frame);
}

/** Whether the packet looks like the pattern. Without a connection, "client" and "server" are host names like others. */
export function matchesPacket(packet: PassingPacket, pattern: PacketPattern, context: PacketContext): boolean {
  const { protocol, flags, from, to, port, payload } = pattern;
  return (
    (protocol === undefined || packet.protocol === protocol) &&
    (flags === undefined || hasFlags(packet, flags)) &&
    (from === undefined || isEnd(packet.source, from, context)) &&
    (to === undefined || isEnd(packet.destination, to, context)) &&
    (port === undefined ||
      [packet.source, packet.destination].some((end) => end !== undefined && hasPort(end, port))) &&
    (payload === undefined || holdsText(packet.payload, payload))
  );
}

function hasRole({ from, to }: PacketPattern, { addresses }: PacketContext): boolean {
  return [from, to].some((name) => name !== undefined && ROLES.includes(name) && !Object.hasOwn(addresses, name));
}

function isEnd(end: Endpoint | undefined, name: string, context: PacketContext): boolean {
  if (end === undefined) return false;
  const { connection } = context;
  if (connection === undefined || !ROLES.includes(name)) return isAt(end, name, context);
  const { address, port } = name === 'client' ? connection.client : connection.server;
  return end.address === address && end.port === port;
}

function hasFlags({ tcp }: PassingPacket, wanted: readonly TcpFlag[]): boolean {
  if (tcp === undefined) return false;
  const unwanted = TELLING_FLAGS.filter((flag) => !wanted.includes(flag));
  return wanted.every((flag) => tcp.flags.includes(flag)) && !unwanted.some((flag) => tcp.flags.includes(flag));
}
