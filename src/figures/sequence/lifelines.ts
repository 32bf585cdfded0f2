import { plainAddress } from '../../evidence/endpoint.ts';
import { formatEndpoint } from '../../evidence/tcp/text.ts';
import type { Endpoint, Packet } from '../../evidence/types.ts';
import type { HostFacts } from '../../record/run-record.ts';

/** A vertical line of a sequence diagram: a host, or an end of a connection. */
export interface Lifeline {
  name: string;
  /** Its addresses, with the port where there is but one; those that its packets have. */
  addresses: string[];
}

/** Which lifeline a packet comes from and goes to, by their indices. */
export interface Crossing {
  from: number;
  to: number;
}

export interface Lifelines {
  all: Lifeline[];
  crossings: Map<Packet, Crossing>;
  /** Whether the lifelines tell this packet's ports. */
  tellsPorts: (packet: Packet) => boolean;
}

type Ends = readonly [from: Actor, to: Actor];

interface Actor {
  key: string;
  name: string;
  end: Endpoint | undefined;
}

interface Source {
  packets: readonly Packet[];
  hosts: readonly HostFacts[];
  /** The end that is at the left when there are two. */
  client: Endpoint | undefined;
  /** What an end is called that has neither address nor MAC. */
  unknown: string;
}

/** The lifelines of these packets, from left to right; of three and more, who talks to all others is in the middle. */
export function findLifelines({ packets, hosts, client, unknown }: Source): Lifelines {
  const byHost = packets.map((packet) => endsOf(packet, { hosts, unknown }));
  // On one host both ends would fall together: then the ports tell them apart.
  const loops = byHost.some(([from, to]) => from.key === to.key && from.end?.port !== to.end?.port);
  const ends = loops ? byHost.map(([from, to]) => [withPort(from), withPort(to)] as const) : byHost;
  const keys = orderKeys(ends, hosts, client);
  const all = keys.map((key) => describe(ends.flat().filter((actor) => actor.key === key)));
  const crossings = packets.map((packet, i) => {
    const [from, to] = ends[i] as Ends;
    return [packet, { from: keys.indexOf(from.key), to: keys.indexOf(to.key) }] as const;
  });
  const told = new Set(all.flatMap(({ addresses }) => addresses));
  const isTold = (end: Endpoint | undefined) => end?.port === undefined || told.has(formatEndpoint(end));
  return {
    all,
    crossings: new Map(crossings),
    tellsPorts: ({ source, destination }) => isTold(source) && isTold(destination),
  };
}

type Known = Pick<Source, 'hosts' | 'unknown'>;

function endsOf({ source, destination, link }: Packet, known: Known): Ends {
  return [findActor(source, link?.source, known), findActor(destination, link?.destination, known)];
}

function findActor(end: Endpoint | undefined, mac: string | undefined, { hosts, unknown }: Known): Actor {
  const address = end === undefined ? mac : plainAddress(end.address);
  const host = hosts.find(({ interfaces }) =>
    interfaces.some((own) =>
      end === undefined ? own.mac === mac && mac !== undefined : plainAddress(own.address) === address,
    ),
  );
  const name = host?.name ?? address ?? unknown;
  return { key: host === undefined ? `address ${address}` : `host ${host.name}`, name, end: end ?? macEnd(mac) };
}

function macEnd(mac: string | undefined): Endpoint | undefined {
  return mac === undefined ? undefined : { address: mac };
}

function withPort(actor: Actor): Actor {
  return { ...actor, key: `${actor.key} ${actor.end?.port}` };
}

/** More than two as the lab names them, others after those. */
function orderKeys(ends: readonly Ends[], hosts: readonly HostFacts[], client: Endpoint | undefined): string[] {
  const keys = [...new Set(ends.flat().map(({ key }) => key))];
  if (keys.length <= 2) {
    const left = ends.flat().find(({ end }) => end?.address === client?.address && end?.port === client?.port)?.key;
    return keys.toSorted((one, other) => Number(other === left) - Number(one === left));
  }
  const rank = (key: string) => {
    const at = hosts.findIndex(({ name }) => key === `host ${name}` || key.startsWith(`host ${name} `));
    return at < 0 ? hosts.length : at;
  };
  const ordered = keys.toSorted((one, other) => rank(one) - rank(other));
  const hub = ordered.find((key) => peersOf(key, ends).size === keys.length - 1);
  if (hub === undefined) return ordered;
  return ordered.filter((key) => key !== hub).toSpliced(Math.floor(keys.length / 2), 0, hub);
}

function peersOf(key: string, ends: readonly Ends[]): Set<string> {
  const peers = ends.flatMap(([from, to]) => (from.key === key ? [to.key] : to.key === key ? [from.key] : []));
  return new Set(peers.filter((peer) => peer !== key));
}

function describe(actors: readonly Actor[]): Lifeline {
  const name = actors[0]?.name ?? '';
  const ends = actors.flatMap(({ end }) => (end === undefined ? [] : [end]));
  const addresses = [...new Set(ends.map(({ address }) => address))].map((address) => {
    const own = ends.filter((end) => end.address === address);
    return new Set(own.map(({ port }) => port)).size === 1 ? formatEndpoint(own[0] as Endpoint) : address;
  });
  return { name, addresses: addresses.filter((address) => address !== name) };
}
