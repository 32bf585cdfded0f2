import { expect, test } from 'vitest';
import { plainAddress } from '../../../src/evidence/endpoint.ts';
import { Facts } from '../../../src/evidence/facts.ts';
import { type Dialect, Reading } from '../../../src/evidence/readings/reading.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';

/** A neighbour on a link, as ip-neighbour(8) and arp(8) show it. */
interface Neighbour {
  line: number;
  address: string;
  mac?: string;
  state?: string;
}

const ip: Dialect<Neighbour> = () => (line) => {
  const row = /^(\S+) dev \S+ (?:lladdr (\S+) )?(?:router )?([A-Z]+)$/.exec(line.trimEnd());
  if (row === null) return undefined;
  const [, address, mac, state] = row as unknown as [string, string, string | undefined, string];
  return { address, ...(mac !== undefined && { mac }), state };
};

/** Rows come below their header only. */
const arp: Dialect<Neighbour> = () => {
  let isInTable = false;
  return (line) => {
    const [address = '', type, mac = ''] = line.split(/\s+/);
    if (address === 'Address') isInTable = true;
    return isInTable && type === 'ether' ? { address, mac } : undefined;
  };
};

const NEIGHBOURS = new Reading<Neighbour, 'address' | 'state', 'ip' | 'arp'>({
  name: 'neighbour',
  tools: { ip, arp },
  fields: ['address', 'mac', 'state', 'line'],
  chosen: {
    address: ({ address }, name, { addresses }) => (addresses[name] ?? [name]).includes(plainAddress(address)),
    state: (neighbour, state) => neighbour.state === state,
  },
});

const PRINTED = [
  'what is no row',
  '192.0.2.3 ether 02:00:00:00:00:03 C eth0',
  '192.0.2.2 dev eth0 lladdr 02:00:00:00:00:02 PERMANENT ',
  '192.0.2.9 dev eth0 FAILED',
  'Address  HWtype  HWaddress          Flags Mask  Iface',
  '192.0.2.3  ether  02:00:00:00:00:03  C           eth0',
].join('\n');

test('a reading of its own: read from a log once, by both tools, and chosen from', () => {
  const host = { name: 'vit002', fullName: 'vit002.lab.example', interfaces: [{ address: '192.0.2.2' }] };
  const record = { hosts: [host], evidence: [{ kind: 'moment', id: 'neighbours', log: 'logs/neighbours.txt' }] };
  const facts = new Facts({ record: record as unknown as RunRecord, read: () => Buffer.from(PRINTED) });
  const rows = facts.rows(NEIGHBOURS, 'neighbours');
  const one = { line: 3, address: '192.0.2.2', mac: '02:00:00:00:00:02', state: 'PERMANENT' };
  const lost = { line: 4, address: '192.0.2.9', state: 'FAILED' };
  const other = { line: 6, address: '192.0.2.3', mac: '02:00:00:00:00:03' };
  expect(rows).toEqual([one, lost, other]);
  expect(facts.rows(NEIGHBOURS, 'neighbours')).toBe(rows);
  const select = (query: Parameters<typeof NEIGHBOURS.select>[1]) => NEIGHBOURS.select(rows, query, facts.context());
  expect([select({}), select({ address: 'vit002' }), select({ address: '192.0.2.3' })]).toEqual([rows, [one], [other]]);
  expect([select({ state: 'FAILED' }), select({ address: 'vit002', state: 'FAILED' })]).toEqual([[lost], []]);
  expect([NEIGHBOURS.tools, NEIGHBOURS.keys]).toEqual([
    ['ip', 'arp'],
    ['address', 'state'],
  ]);
});
