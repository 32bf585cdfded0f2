import { describe, expect, test } from 'vitest';
import { Facts } from '../../src/evidence/facts.ts';
import { PROCESSES } from '../../src/evidence/readings/processes/processes.ts';
import { SOCKETS } from '../../src/evidence/readings/sockets/sockets.ts';
import { say } from '../../src/messages/message.ts';
import type { Capture, Evidence, Moment, RunRecord, Terminal } from '../../src/record/run-record.ts';
import { LabreportError } from '../../src/text/errors.ts';
import { said } from '../said.ts';
import { bytesOf, ETHERNET, type MadeSegment, makePcap, makeTcp } from './capture/frames.ts';
import { fixtureText } from './tools.ts';

const START_MS = Date.parse('2026-10-08T13:15:23.000+02:00');

/** Evidence that began and ended so many ms after the run's start. */
function timing(beganMs: number, endedMs: number) {
  const startedAt = new Date(START_MS + beganMs).toISOString();
  return { command: 'x', beganMs, endedMs, startedAt };
}

function terminal(id: string, host: string, beganMs: number, endedMs: number): Terminal {
  const base = { id, host, log: `logs/${id}.txt`, ...timing(beganMs, endedMs) };
  return { kind: 'terminal', ...base, cast: `logs/${id}.cast`, typed: [], chunks: [], values: {} };
}

function moment(id: string): Moment {
  return { kind: 'moment', id, host: 'vit001', log: `logs/${id}.txt`, exit: { status: 0 }, ...timing(0, 1) };
}

const wire: Capture = {
  kind: 'capture',
  id: 'wire',
  host: 'vit001',
  log: 'logs/wire.txt',
  pcap: 'logs/wire.pcap',
  ...timing(0, 9000),
};
const lost: Capture = {
  kind: 'capture',
  id: 'lost',
  host: 'vit001',
  log: 'logs/lost.txt',
  unavailable: said('tcpdump may not open eth0'),
  ...timing(0, 9000),
};

/** Each client's SYN, so many ms after the run's start. */
function syn(atMs: number, segment: MadeSegment) {
  const timeMs = START_MS + atMs;
  return {
    seconds: Math.floor(timeMs / 1000),
    fraction: (timeMs % 1000) * 1000,
    data: bytesOf(ETHERNET, makeTcp({ flags: 2, ...segment })),
  };
}

const FILES: Record<string, Uint8Array> = {
  'logs/netstat.txt': Buffer.from(fixtureText('netstat-ptan')),
  'logs/ps.txt': Buffer.from(fixtureText('ps-ax')),
  'logs/server.txt': Buffer.from('\ufeffWaiting\r\nfor \xff\r\n', 'latin1'),
  'logs/wire.pcap': makePcap([
    syn(500, { from: 2, seq: 1 }),
    syn(1500, { from: 3, seq: 2 }),
    syn(2500, { from: 2, seq: 3 }),
    syn(2600, { from: 2, seq: 4 }),
  ]),
};
FILES['logs/cut.pcap'] = (FILES['logs/wire.pcap'] as Uint8Array).subarray(0, -3);

function facts({ evidence }: { evidence?: Evidence[] } = {}): { facts: Facts; reads: string[] } {
  const host = (number: number) => ({
    name: `vit00${number}`,
    fullName: `vit00${number}.lab.example`,
    interfaces: [{ name: 'eth0', network: 'lan', address: `192.0.2.${number}` }],
  });
  const all = [
    terminal('server', 'vit001', 0, 9000),
    terminal('client2', 'vit002', 2000, 3000),
    terminal('client3', 'vit003', 1000, 2000),
    terminal('client3-late', 'vit003', 5000, 6000),
    moment('netstat'),
    moment('ps'),
    wire,
    { ...wire, id: 'cut', pcap: 'logs/cut.pcap' },
    lost,
  ];
  const run = { epochUs: START_MS * 1000 };
  const record = { run, evidence: evidence ?? all, hosts: [host(1), host(2), host(3)] } as unknown as RunRecord;
  const reads: string[] = [];
  const read = (path: string): Uint8Array => {
    reads.push(path);
    return FILES[path] as Uint8Array;
  };
  return { facts: new Facts({ record, read }), reads };
}

function thrown(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof LabreportError) return error.text;
    throw error;
  }
  return 'nothing was thrown';
}

test('evidence by its id', () => {
  expect(facts().facts.evidence('wire')).toBe(wire);
});

test('an id that is not there', () => {
  const ids = 'server, client2, client3, client3-late, netstat, ps, wire, cut, lost';
  expect(thrown(() => facts().facts.evidence('netsat'))).toBe(
    `unexpected evidence "netsat", expected one of ${ids}\n  did you mean "netstat"?`,
  );
  expect(thrown(() => facts({ evidence: [] }).facts.text('x'))).toBe(
    'unexpected evidence "x", expected one of none: the run saw nothing',
  );
});

test('a log byte for byte, and as text', () => {
  const { facts: read } = facts();
  expect(read.bytes('server')).toBe(FILES['logs/server.txt']);
  // In latin1, U+FEFF is written as the byte FF, which is no UTF-8 either.
  expect(read.text('server')).toBe('\ufffdWaiting\nfor \ufffd\n');
});

test('tables, each file read once', () => {
  const { facts: read, reads } = facts();
  expect([read.rows(SOCKETS, 'netstat').length, read.rows(PROCESSES, 'ps').length]).toEqual([20, 10]);
  expect(read.rows(SOCKETS, 'netstat')).toBe(read.rows(SOCKETS, 'netstat'));
  expect(read.packets('wire')).toBe(read.packets('wire'));
  expect(read.connections('wire')).toBe(read.connections('wire'));
  expect(read.captureProblem('wire')).toBeUndefined();
  expect(reads).toEqual(['logs/netstat.txt', 'logs/ps.txt', 'logs/wire.pcap']);
});

test('packets come with relative numbers', () => {
  expect(
    facts()
      .facts.packets('wire')
      .map(({ tcp }) => tcp?.relativeSeq),
  ).toEqual([0, 0, 0, 0]);
});

test('a capture that is cut', () => {
  const { facts: read } = facts();
  expect([read.packets('cut').length, read.captureProblem('cut')]).toEqual([
    3,
    say('endsInFrame', { frame: 4, there: 67, needed: 70 }),
  ]);
});

test('a capture without packets, and evidence of another kind', () => {
  const { facts: read } = facts();
  expect(thrown(() => read.packets('lost'))).toBe('capture "lost" has no packets to read');
  expect(thrown(() => read.packets('ps'))).toBe('"ps" is a moment, expected a capture\n  the run has: wire, cut, lost');
  expect(thrown(() => read.connectionOf('wire', 'ps'))).toBe(
    '"ps" is a moment, expected a terminal\n  the run has: server, client2, client3, client3-late',
  );
});

describe('the connection of a terminal', () => {
  test.each([
    ['client2', 3],
    ['client3', 2],
    ['client3-late', undefined],
    ['server', undefined],
  ])('%s: frame %s', (id, frame) => {
    expect(
      facts()
        .facts.connectionOf('wire', id)
        ?.packets.map((packet) => packet.frame),
    ).toEqual(frame && [frame]);
  });
});

test('what host names mean', () => {
  const addresses = Object.fromEntries(
    [1, 2, 3].flatMap((number) =>
      [`vit00${number}`, `vit00${number}.lab.example`].map((name) => [name, [`192.0.2.${number}`]]),
    ),
  );
  const { facts: read } = facts();
  expect([read.context(), read.context('wire')]).toEqual([{ addresses }, { addresses }]);
  expect(thrown(() => read.context('wir'))).toMatch(/^unexpected evidence "wir".*\n {2}did you mean "wire"\?$/);
});
