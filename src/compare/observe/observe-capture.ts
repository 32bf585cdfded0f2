import { framesOf } from '../../evidence/capture/packet-list.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Connection, Packet } from '../../evidence/types.ts';
import { tell } from '../../language/tell.ts';
import type { Capture } from '../../record/run-record.ts';
import { groupBy } from '../group-by.ts';
import type { Names } from '../names/names.ts';
import type { Where } from '../names/naming.ts';
import { ACKS_RULE, CONVERSATIONS_RULE } from '../names/rules.ts';
import type { Aspect, Observation } from '../observation.ts';
import { describeAcknowledged } from './acknowledged.ts';
import { observeCommand, observeEnd } from './observe-terminal.ts';
import { describeDatagram, describeSegments } from './packet-lines.ts';

/** A capture: each connection's segments, all other packets by the two that exchange them, and how it ended. */
export function observeCapture(capture: Capture, facts: Facts, names: Names): Observation {
  const where: Where = { evidence: capture, rules: new Set() };
  const aspects = [observeCommand(capture.id, facts, names), observeQuality(capture, facts)];
  if (capture.pcap !== undefined) aspects.push(...observePackets(capture, facts, names, where));
  return { kind: 'capture', id: capture.id, aspects: [...aspects, observeEnd(capture.exit)], rules: [...where.rules] };
}

/** Whether all packets are there; how many are missing is chance. */
function observeQuality(capture: Capture, facts: Facts): Aspect {
  const problem = capture.pcap === undefined ? undefined : facts.captureProblem(capture.id);
  const lines = [
    ...(capture.unavailable === undefined ? [] : [`not available: ${tell(capture.unavailable)}`]),
    ...(problem === undefined ? [] : [`can't be read to its end: ${problem}`]),
    ...(capture.complete === false ? ['not closed completely'] : []),
    ...((capture.packets?.dropped ?? 0) > 0 ? ['packets were dropped by the kernel'] : []),
  ];
  return { name: 'quality', lines };
}

function observePackets(capture: Capture, facts: Facts, names: Names, where: Where): Aspect[] {
  const connections = nameConnections(facts.connections(capture.id), names);
  const inConnections = new Set(connections.flatMap(({ connection }) => framesOf(connection.packets)));
  const others = facts.packets(capture.id).filter(({ frame }) => !inConnections.has(frame));
  const conversations = groupBy(others, (packet) => describePair(packet, names));
  if (connections.length > 0) where.rules.add(ACKS_RULE);
  if (connections.length + conversations.size > 1) where.rules.add(CONVERSATIONS_RULE);
  return [
    { name: 'connections in the order in which they were opened', lines: connections.map(({ name }) => name) },
    ...connections.flatMap((each) => observeConnection(each, names, where)),
    ...[...conversations].map(([name, packets]) => ({
      name,
      lines: packets.map((packet) => describeDatagram(packet, names, where)),
    })),
  ];
}

interface NamedConnection {
  name: string;
  connection: Connection;
}

/** A second connection between the same endpoints is another one. */
function nameConnections(connections: readonly Connection[], names: Names): NamedConnection[] {
  const counts = new Map<string, number>();
  return connections.map((connection) => {
    const { client, server } = connection;
    const ends = `${names.endpoint(client, server)} → ${names.endpoint(server, client)}`;
    const count = (counts.get(ends) ?? 0) + 1;
    counts.set(ends, count);
    return { name: count === 1 ? ends : `${ends}, number ${count}`, connection };
  });
}

function observeConnection({ name, connection }: NamedConnection, names: Names, where: Where): Aspect[] {
  return [
    { name: `segments of ${name}`, lines: describeSegments(connection, names, where) },
    { name: `acknowledgements of ${name}`, lines: describeAcknowledged(connection) },
  ];
}

/** The same for both directions. */
function describePair({ protocol, source, destination }: Packet, names: Names): string {
  if (source === undefined || destination === undefined) return `${protocol} packets`;
  const ends = [names.endpoint(source, destination), names.endpoint(destination, source)];
  return `${protocol} packets between ${ends.sort().join(' and ')}`;
}
