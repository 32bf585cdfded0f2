import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readBatches } from '../../../src/evidence/capture/batches.ts';
import { sourceOf } from '../../../src/evidence/capture/byte-source.ts';
import { countPackets } from '../../../src/evidence/capture/count-packets.ts';
import { openPackets } from '../../../src/evidence/capture/open-packets.ts';
import { framesOf } from '../../../src/evidence/capture/packet-list.ts';
import { readPackets } from '../../../src/evidence/capture/packets.ts';
import { connectionsOf } from '../../../src/evidence/tcp/connections.ts';
import { say } from '../../../src/messages/message.ts';
import { openLog } from '../../../src/record/open-log.ts';
import { captureBytes } from '../tools.ts';
import { bytesOf, ETHERNET, makeBlock, makePcap, makeTcp, words } from './frames.ts';

const folder = mkdtempSync(join(tmpdir(), 'labreport-packet-list-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** More than a few blocks of a file, with frames of all lengths; hosts 2 to 9 open connections again and again. */
const SEGMENTS = Array.from({ length: 3000 }, (_, i) => {
  const [from, round] = [2 + (i % 8), Math.floor(i / 8) % 50];
  const seq = Math.floor(i / 400) * 100_000 + round;
  const isSyn = round === 0;
  const payload = isSyn ? '' : `${'x'.repeat((i * 37) % 1400)}${i}`;
  const segment = makeTcp({ from, seq, ack: isSyn ? 0 : 1, flags: isSyn ? 2 : 0x18, payload });
  return bytesOf(ETHERNET, i % 97 === 0 ? segment.subarray(0, 30) : segment);
});
const MADE = SEGMENTS.map((data, i) => ({ seconds: 1 + i, fraction: i, data }));

/** Two sections of different byte orders; interfaces are described between the packets. */
function makePcapng(): Uint8Array {
  const sections = [true, false].map((little) => {
    const block = (type: number, body: Uint8Array) => makeBlock(type, body, little);
    const head = block(0x0a0d0d0a, words([0x1a2b3c4d, little ? 1 : 0x0001_0000, 0xffffffff, 0xffffffff], little));
    const described = block(1, bytesOf(little ? '0100 0000' : '0001 0000', words([0], little)));
    const raw = block(1, bytesOf(little ? '6500 0000' : '0065 0000', words([0], little)));
    const packets = SEGMENTS.slice(0, 500).map((data, i) => {
      const body = i < 250 ? data : data.subarray(14);
      const packet = block(6, bytesOf(words([i < 250 ? 0 : 1, 0, 1000 + i, body.length, body.length], little), body));
      return i === 249 ? bytesOf(packet, raw) : packet;
    });
    return bytesOf(head, described, ...packets);
  });
  return bytesOf(...sections);
}

const CAPTURES: [string, () => Uint8Array][] = [
  ['pcap', () => makePcap(MADE)],
  ['pcap that is cut', () => makePcap(MADE).subarray(0, -5)],
  ['pcapng', makePcapng],
  ['pcapng that is cut', () => makePcapng().subarray(0, -5)],
  ['no packets', () => makePcap([])],
  ['no capture', () => Buffer.from('nothing of the kind, but long enough')],
  ['real packets', () => captureBytes('ethernet')],
];

test.each(CAPTURES)('%s: a list that is read when it is asked for is as one in memory', (name, make) => {
  const bytes = make();
  const file = join(folder, name);
  writeFileSync(file, bytes);
  const { packets, problem } = readPackets(bytes);
  const connections = connectionsOf(packets);
  for (const source of [sourceOf(bytes), openLog(file)]) {
    const opened = openPackets(source);
    expect(opened.problem).toEqual(problem);
    expect(plain(opened.packets)).toEqual(plain(packets));
    expect(opened.connections.map((each) => ({ ...each, packets: framesOf(each.packets) }))).toEqual(
      connections.map((each) => ({ ...each, packets: each.packets.map(({ frame }) => frame) })),
    );
    for (const [i, each] of opened.connections.entries()) {
      expect(plain(each.packets)).toEqual(plain(connections[i]?.packets ?? []));
    }
    expect(framesOf(opened.cut)).toEqual(
      packets.filter((each) => each.captured < each.length).map((each) => each.frame),
    );
  }
});

test.each(CAPTURES)('%s: read in batches, and counted', (_, make) => {
  const bytes = make();
  const { packets, problem } = readPackets(bytes);
  const connections = connectionsOf(packets).length;
  const batches = readBatches(sourceOf(bytes));
  const read = [];
  let step = batches.next();
  for (; !step.done; step = batches.next()) read.push(...step.value.packets);
  expect([plain(read), step.value]).toEqual([plain(packets), problem]);
  const protocols: Record<string, number> = {};
  for (const { protocol } of packets) protocols[protocol] = (protocols[protocol] ?? 0) + 1;
  expect(countPackets(sourceOf(bytes))).toEqual({
    packets: packets.length,
    connections,
    protocols,
    ...(problem !== undefined && { problem }),
  });
});

test('the operations of an array', () => {
  const file = join(folder, 'operations');
  writeFileSync(file, makePcap(MADE));
  const all = readPackets(makePcap(MADE)).packets;
  connectionsOf(all);
  const { packets } = openPackets(openLog(file));
  const isPushed = ({ tcp }: { tcp?: { flags: readonly string[] } }) => tcp?.flags.includes('PSH') === true;
  const [chosen, expected] = [packets.filter(isPushed), all.filter(isPushed)];
  expect(chosen.length).toBe(expected.length);
  expect(plain(chosen)).toEqual(plain(expected));
  expect(plain(chosen.filter(({ frame }) => frame % 5 === 0))).toEqual(
    plain(expected.filter(({ frame }) => frame % 5 === 0)),
  );
  // Back and forth, near and far.
  for (const place of [2999, 0, 1, 40, 8, 1500, 1499, 31, 32, 33, -1, -3000, -3001, 3000]) {
    expect(plain([packets.at(place) ?? []].flat())).toEqual(plain([all.at(place) ?? []].flat()));
    expect(chosen.at(place)?.frame).toBe(expected.at(place)?.frame);
  }
  for (const [from, until] of [
    [0, 3],
    [-3, undefined],
    [10, -2980],
    [2990, 9999],
    [5, 2],
  ] as const) {
    expect(plain(packets.slice(from, until))).toEqual(plain(all.slice(from, until)));
  }
  expect(packets.find(({ frame }) => frame === 2000)).toEqual({ ...all[1999], payload: expect.anything() });
  expect(packets.some(({ frame }) => frame > 3000)).toBe(false);
  expect(packets.every(({ frame }) => frame <= 3000)).toBe(true);
  expect(packets.flatMap(({ frame }) => (frame < 4 ? [frame, frame] : []))).toEqual([1, 1, 2, 2, 3, 3]);
  expect(packets.map((_, place) => place)).toEqual(all.map((_, place) => place));
});

test('a packet that was found keeps its payload while others are read', () => {
  const file = join(folder, 'kept');
  writeFileSync(file, makePcap(MADE));
  const { packets } = openPackets(openLog(file));
  const found = packets.find(({ payload }) => Buffer.from(payload).toString().endsWith('x10'));
  const kept = [...packets].map(({ payload }) => Buffer.from(payload).toString());
  expect(packets.every(({ frame }) => frame > 0)).toBe(true);
  expect(found && [found.frame, Buffer.from(found.payload).toString()]).toEqual([11, kept[10]]);
});

test('a file that is shorter than it was is no capture with fewer packets', () => {
  const file = join(folder, 'shrinks');
  writeFileSync(file, makePcap(MADE));
  const { packets } = openPackets(openLog(file));
  writeFileSync(file, makePcap(MADE.slice(0, 100)));
  expect(() => [...packets]).toThrow(/the capture file has changed while it was read/);
});

/** Without the class of payloads, which may be parts of a Buffer. */
function plain(packets: Iterable<{ payload: Uint8Array }>): unknown[] {
  return Array.from(packets, (packet) => ({ ...packet, payload: Buffer.from(packet.payload).toString('hex') }));
}

test('a capture of more connections than a lab can have is read up to there', () => {
  const syns = Array.from({ length: 20_100 }, (_, seq) => bytesOf(ETHERNET, makeTcp({ seq, flags: 2 })));
  const open = (many: number) => {
    const made = syns.slice(0, many).map((data, i) => ({ seconds: 1, fraction: i, data }));
    const { packets, connections, problem } = openPackets(sourceOf(makePcap(made)));
    return { packets: packets.length, connections: connections.length, problem };
  };
  expect(open(20_000)).toEqual({ packets: 20_000, connections: 20_000, problem: undefined });
  const problem = say('tooManyConnections', { most: 20_000 });
  expect(open(20_100)).toEqual({ packets: 20_001, connections: 20_001, problem });
});
