import { expect, test } from 'vitest';
import { readPackets } from '../../src/evidence/capture/packets.ts';
import { readFrames } from '../../src/evidence/capture/pcap.ts';
import { formatPacketJson } from '../../src/evidence/packet-json.ts';
import { PacketTable } from '../../src/evidence/packet-table.ts';
import { PROCESSES } from '../../src/evidence/readings/processes/processes.ts';
import { SOCKETS } from '../../src/evidence/readings/sockets/sockets.ts';
import { connectionsOf } from '../../src/evidence/tcp/connections.ts';
import type { Packet } from '../../src/evidence/types.ts';
import { tell } from '../../src/language/tell.ts';
import { makeBlock, makePcap, words } from './capture/frames.ts';
import { captureBytes, fixtureText } from './tools.ts';

const ROUNDS = process.env.LABREPORT_LONG === '1' ? 100_000 : 600;
const LIMIT_MS = ROUNDS * 3 + 20_000;

/** mulberry32: the same numbers for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const TELLING_BYTES = [0, 1, 0x7f, 0x80, 0xff, 0x45, 0x60];

/** Flips, overwrites, cuts, doubles and drops bytes. */
function mutate(source: Uint8Array, below: (limit: number) => number): Buffer {
  let bytes = Buffer.from(source);
  for (let left = 1 + below(12); left > 0 && bytes.length > 0; left--) {
    const at = below(bytes.length);
    const kind = below(10);
    if (kind < 4) bytes[at] = below(256);
    else if (kind < 7) bytes[at] = TELLING_BYTES[below(TELLING_BYTES.length)] as number;
    else if (kind === 7) bytes = bytes.subarray(0, at);
    else if (kind === 8) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - below(40)))]);
    else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + below(40))]);
  }
  return bytes;
}

/** Short captures, so that mutations meet headers more often than payload. */
function seeds(): Uint8Array[] {
  const captures = ['ethernet', 'any', 'any-v1', 'loopback', 'cut'].map((name) => captureBytes(name));
  const section = [makeBlock(0x0a0d0d0a, words([0x1a2b3c4d, 1, 0xffffffff, 0xffffffff])), makeBlock(1, words([1, 0]))];
  const frames = [...readFrames(captures[0] as Uint8Array)].slice(0, 20);
  const blocks = frames.map(({ data, timeUs }) => {
    const facts = [0, Math.floor(timeUs / 2 ** 32), timeUs % 2 ** 32, data.length, data.length];
    return makeBlock(6, Buffer.concat([words(facts), data]));
  });
  return [...captures.map((bytes) => bytes.subarray(0, 3000)), Buffer.concat([...section, ...blocks])];
}

/** Whatever was read can be shown, and claims no more bytes than there are. */
function expectSound(packets: Packet[]): void {
  for (const connection of connectionsOf(packets)) expect(connection.packets.length).toBeGreaterThan(0);
  for (const packet of packets) JSON.parse(formatPacketJson(packet, tell));
  for (const line of new PacketTable(tell).rows(packets)) if (/undefined|NaN/.test(line)) expect.fail(line);
  for (const { frame, payload, captured, length, payloadLength = 0 } of packets) {
    if (payload.length > captured || payloadLength > Math.max(length, captured)) expect.fail(`frame ${frame}`);
  }
}

test(`${ROUNDS} damaged captures: each is read to a clear end`, { timeout: LIMIT_MS }, () => {
  const below = numbersFrom(1);
  const sources = seeds();
  const seen = { packets: 0, problems: 0, fileProblems: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = mutate(sources[round % sources.length] as Uint8Array, below);
    const { packets, problem } = readPackets(bytes);
    expectSound(packets);
    seen.packets += packets.length;
    seen.problems += packets.filter((packet) => packet.problem !== undefined).length;
    seen.fileProblems += problem === undefined ? 0 : 1;
  }
  // The mutations reach both: packets that are damaged, and files that are.
  expect(Math.min(seen.packets / ROUNDS, seen.problems / ROUNDS)).toBeGreaterThan(1);
  expect(seen.fileProblems / ROUNDS).toBeGreaterThan(0.3);
  expect(seen.fileProblems).toBeLessThan(ROUNDS);
});

test('bytes of no kind', { timeout: LIMIT_MS }, () => {
  const below = numbersFrom(2);
  for (let round = 0; round < ROUNDS; round++) {
    const data = Buffer.from(Array.from({ length: below(200) }, () => below(256)));
    const linkType = [0, 1, 12, 101, 108, 113, 228, 229, 276, 65_535][below(10)] as number;
    const { packets, problem } = readPackets(makePcap([{ seconds: 1, fraction: 0, data }], { linkType }));
    expect([packets.length, problem]).toEqual([1, undefined]);
  }
});

test('the longest chains of headers that a frame has room for', () => {
  const tags = Buffer.alloc(200_000, '81000001', 'hex');
  const extensions = Buffer.alloc(60_000, '3c00000000000000', 'hex');
  const ipv6 = Buffer.from(`60000000ea603c40${'00'.repeat(32)}`, 'hex');
  const macs = Buffer.alloc(12);
  const { packets } = readPackets(
    makePcap([
      { seconds: 1, fraction: 0, data: Buffer.concat([macs, tags]) },
      { seconds: 1, fraction: 0, data: Buffer.concat([macs, Buffer.from('86dd', 'hex'), ipv6, extensions]) },
    ]),
  );
  expect(packets.map(({ link, ip }) => [link?.vlans?.length, ip?.options?.length])).toEqual([
    [49_999, undefined],
    [undefined, 7500],
  ]);
});

test('damaged texts of netstat, ss and ps', { timeout: LIMIT_MS }, () => {
  const below = numbersFrom(3);
  const texts = ['netstat-tpaneo', 'netstat-pta', 'ss-tanp', 'ss-state', 'ps-aux', 'ps-lstart', 'ps-axf', 'ps-ef-grep'];
  const sources = texts.map((name) => Buffer.from(fixtureText(name)));
  for (let round = 0; round < ROUNDS; round++) {
    const text = mutate(sources[round % sources.length] as Uint8Array, below).toString('utf8');
    const lines = text.split('\n').length;
    for (const row of [...SOCKETS.parse(text), ...PROCESSES.parse(text)]) {
      if (!(row.line >= 1 && row.line <= lines)) expect.fail(`round ${round}`);
    }
  }
});

/** Work that grows with the square of it would not end within the limit of a test. */
const LONG = 2_000_000;

test.each([
  ['a long line of digits', '1'.repeat(LONG)],
  ['a long line of blanks', `1${' '.repeat(LONG)}x`],
  ['a long line of colons', `tcp 0 0 ${':'.repeat(LONG)}`],
  ['a long command', `    1 ?        S      0:00 a${' '.repeat(LONG)}x`],
  ['a long line of blanks behind a socket', `tcp 0 0 1:2 3:4 LISTEN${' '.repeat(LONG)}1/x`],
])('%s is passed over or read', (_, line) => {
  const header = '  PID TTY      STAT   TIME COMMAND\n';
  SOCKETS.parse(line);
  PROCESSES.parse(header + line);
  PROCESSES.parse(line);
});
