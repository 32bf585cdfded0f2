import { timeOf } from '../../claims/judge/packet-time.ts';
import { plainAddress } from '../../evidence/endpoint.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Endpoint, PassingPacket } from '../../evidence/types.ts';
import type { Lab } from '../../lab/types.ts';
import type { Step } from '../../lab/verbs/verbs.ts';
import type { RunRecord, Terminal } from '../../record/run-record.ts';
import { capturesOf, momentsOf, terminalsOf } from '../evidence-kinds.ts';
import { askRows } from '../readings/compared.ts';
import type { PidNames } from './naming.ts';

/** A port that a kernel chose, and the connection that it is of: its use by one end of one connection. */
export interface PortUse {
  address: string;
  port: number;
  /** The other end, as "address port"; empty where there is none or the evidence does not tell. */
  peer: string;
  /** When it was first and last seen, ms since the run began. */
  firstMs: number;
  lastMs: number;
  /** Its first segment was seen: a program that had it was running then. */
  opened?: boolean;
  /** Terminal whose program has the socket, where a table tells. */
  owner?: string;
}

type Seen = { atMs: number; owner?: string; opened?: boolean };

/** Packets and programs are timed by different clocks, which agree to 1 ms. */
export const CLOCKS_AGREE_MS = 1;

/** Every use of a port that the lab has not fixed: from packets, tables of sockets, and values of terminals. */
export function findPortUses(facts: Facts, pids: PidNames): PortUse[] {
  const uses = new Map<string, PortUse>();
  const isFixed = fixedPorts(facts.record.lab);
  const add = (end: Endpoint, peer: Endpoint, seen: Seen) => {
    if (end.port === undefined || isFixed(end.port)) return;
    const address = plainAddress(end.address);
    const other = peer.port === undefined ? '' : `${plainAddress(peer.address)} ${peer.port}`;
    const key = `${address} ${end.port} ${other}`;
    const known = uses.get(key) ?? { address, port: end.port, peer: other, firstMs: seen.atMs, lastMs: seen.atMs };
    if (seen.atMs <= known.firstMs) known.opened = seen.opened === true;
    known.firstMs = Math.min(known.firstMs, seen.atMs);
    known.lastMs = Math.max(known.lastMs, seen.atMs);
    if (seen.owner !== undefined) known.owner ??= seen.owner;
    uses.set(key, known);
  };
  addPackets(facts, add);
  addRows(facts, pids, add);
  const seen = [...uses.values()];
  return [...seen, ...toldUses(facts, seen, isFixed)].sort((a, b) => a.firstMs - b.firstMs);
}

type Add = (end: Endpoint, peer: Endpoint, seen: Seen) => void;

function addPackets(facts: Facts, add: Add): void {
  for (const { id } of capturesOf(facts.record)) {
    for (const packet of facts.packets(id).filter(hasPorts)) {
      const { source, destination } = packet;
      const atMs = timeOf(packet, facts.record);
      const opened = packet.tcp?.flags.includes('SYN') === true;
      add(source, destination, { atMs, opened });
      add(destination, source, { atMs, opened });
    }
  }
}

function hasPorts(packet: PassingPacket): packet is PassingPacket & { source: Endpoint; destination: Endpoint } {
  return packet.source !== undefined && packet.destination !== undefined && packet.protocol !== 'ARP';
}

function addRows(facts: Facts, pids: PidNames, add: Add): void {
  for (const { id, host, beganMs } of momentsOf(facts.record)) {
    const ends = askRows({ facts, id }, (compared, rows) => rows.flatMap((row) => compared.ends(row) ?? []));
    for (const { local, peer, pid } of ends) {
      const owner = pid === undefined ? undefined : pids.owner(host, pid);
      // The table may show what other programs of the machine, and earlier runs, have left.
      if (owner === undefined && !facts.record.driver.traits.ownNetwork) continue;
      add(local, peer, { atMs: beganMs, ...(owner !== undefined && { owner }) });
      add(peer, local, { atMs: beganMs });
    }
  }
}

/**
 * Ports that nothing but a terminal's value tells: one that is called "port", or "..._port". The same number may have
 * been seen, but in the hands of another host, or of another program before or after. A program may tell the port of
 * the other end, too.
 */
function toldUses(facts: Facts, seen: readonly PortUse[], isFixed: (port: number) => boolean): PortUse[] {
  const addresses = new Map(facts.record.hosts.map(({ name, interfaces }) => [name, interfaces[0]?.address ?? '']));
  const tellers = seen.map((use) => tellerOf(use, facts.record));
  const addressesAt = addressesOf(facts.record);
  const isPeer = ({ peer, firstMs }: PortUse, { host, endedMs }: Terminal) =>
    addressesAt(host).includes(peer.split(' ')[0] ?? '') && firstMs <= endedMs;
  return terminalsOf(facts.record).flatMap((terminal) =>
    portValues(terminal)
      .filter((port) => !isFixed(port))
      .filter((port) => !seen.some((use, i) => use.port === port && (tellers[i] === terminal || isPeer(use, terminal))))
      .map((port) => ({
        address: addresses.get(terminal.host) ?? '',
        port,
        peer: '',
        firstMs: terminal.beganMs,
        lastMs: terminal.endedMs,
        owner: terminal.id,
      })),
  );
}

/** The latest terminal on the port's host that had it when it was first seen, or before, and tells it. */
export function tellerOf({ address, port, firstMs, opened }: PortUse, record: RunRecord): Terminal | undefined {
  const addresses = addressesOf(record);
  return terminalsOf(record).findLast(
    ({ host, beganMs, endedMs, values }) =>
      addresses(host).includes(address) &&
      beganMs <= firstMs + CLOCKS_AGREE_MS &&
      (!opened || endedMs + CLOCKS_AGREE_MS >= firstMs) &&
      Object.values(values).includes(`${port}`),
  );
}

/** A host's addresses. */
export function addressesOf({ hosts }: RunRecord): (host: string | undefined) => string[] {
  const known = new Map(
    hosts.map(({ name, interfaces }) => [name, interfaces.map(({ address }) => plainAddress(address))]),
  );
  return (host) => (host === undefined ? [] : (known.get(host) ?? []));
}

function portValues({ values }: Terminal): number[] {
  const told = Object.entries(values).filter(([name, value]) => /port$/i.test(name) && /^\d+$/.test(value));
  return told.map(([, value]) => Number(value));
}

/** Ports below are given by agreement (RFC 6335), and no kernel chooses them by itself. */
const FIRST_FREE_PORT = 1024;

/** Tells whether a port is the lab's own fact, such as a parameter, and so is compared as it is. */
function fixedPorts({ parameters, steps }: Lab): (port: number) => boolean {
  const texts = steps.flatMap(textsOf).map((text) => text.replace(/\$\{[^}]*\}/g, ' '));
  const values = Object.values(parameters).map(({ value }) => value);
  const numbers = [...texts, ...values].flatMap((text) => text.match(/\d+/g) ?? []);
  const fixed = new Set(numbers.map(Number));
  return (port) => port < FIRST_FREE_PORT || fixed.has(port);
}

function textsOf(step: Step): string[] {
  if (step.verb === 'capture') return [step.filter ?? '', step.options ?? ''];
  if (step.verb === 'type') return [step.text];
  return 'run' in step ? [step.run] : [];
}
