import { plainAddress } from '../../evidence/endpoint.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Connection, Endpoint } from '../../evidence/types.ts';
import { oncePerRun } from '../judge/once.ts';

/** One end of a connection as an evidence tells it: the addresses that it may be, and its port where it is told. */
export interface End {
  addresses: readonly string[];
  port?: number | undefined;
}

/** What an endpoint of netstat or ss means; a name may be cut short as the tool cut it. */
export function endOf({ address, port }: Endpoint, facts: Facts): End {
  if (/^[\d.]+$/.test(plainAddress(address)) || address.includes(':'))
    return { addresses: [plainAddress(address)], port };
  const { addresses } = facts.context();
  const names = Object.keys(addresses).filter(
    (name) => name === address || (address !== '' && name.startsWith(address)),
  );
  const found = names.flatMap((name) => addresses[name] ?? []);
  return { addresses: [...new Set(found.map(plainAddress))], port };
}

/** Whether a captured endpoint is that end; a port that is not told may be any. */
export function isEnd({ address, port }: Endpoint, end: End): boolean {
  return end.addresses.includes(plainAddress(address)) && (end.port === undefined || end.port === port);
}

/** Which side of the connection `local` is, where `peer` is the other; undefined when it is another connection. */
export function sideOf({ client, server }: Connection, local: End, peer: End): 'client' | 'server' | undefined {
  if (isEnd(client, local) && isEnd(server, peer)) return 'client';
  return isEnd(server, local) && isEnd(client, peer) ? 'server' : undefined;
}

/** The connections of a capture in which the end may be: by its port, where that is told. */
export function connectionsWith(facts: Facts, capture: string, { port }: End): readonly Connection[] {
  if (port === undefined) return facts.connections(capture);
  const ofRun = connectionsByPort(facts);
  const byPort = ofRun.get(capture) ?? indexByPort(facts.connections(capture));
  ofRun.set(capture, byPort);
  return byPort.get(port) ?? [];
}

const connectionsByPort = oncePerRun(() => new Map<string, Map<number | undefined, Connection[]>>());

function indexByPort(connections: readonly Connection[]): Map<number | undefined, Connection[]> {
  const byPort = new Map<number | undefined, Connection[]>();
  for (const connection of connections) {
    for (const port of new Set([connection.client.port, connection.server.port])) {
      const those = byPort.get(port) ?? [];
      byPort.set(port, those);
      those.push(connection);
    }
  }
  return byPort;
}

/** Names of the hosts that have one of the end's addresses. */
export function hostsOf({ addresses }: End, { record }: Facts): string[] {
  const isOwn = (address: string) => addresses.includes(plainAddress(address));
  return record.hosts
    .filter(({ interfaces }) => interfaces.some(({ address }) => isOwn(address)))
    .map(({ name }) => name);
}
