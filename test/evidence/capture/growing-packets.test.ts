import { expect, test } from 'vitest';
import { sourceOf } from '../../../src/evidence/capture/byte-source.ts';
import { GrowingPackets } from '../../../src/evidence/capture/growing-packets.ts';
import { openPackets } from '../../../src/evidence/capture/open-packets.ts';
import { packetMatcher, selectPackets } from '../../../src/evidence/select.ts';
import type { PacketPattern } from '../../../src/lab/pieces/packet.ts';
import { random } from '../../random.ts';
import { captureBytes } from '../tools.ts';
import { bytesOf, ETHERNET, makePcap, makeTcp } from './frames.ts';

const CONTEXT = { addresses: { client: ['192.0.2.9'], vit001: ['192.0.2.1'], vit002: ['192.0.2.2'] } };
const PATTERNS: PacketPattern[] = [
  {},
  { flags: ['ACK'] },
  { from: 'vit002', flags: ['SYN'] },
  { from: 'server' },
  { from: 'client' },
  { to: 'server', payload: 'x7' },
];

/** Hosts 2 to 9 open connections again and again, from the same ports. */
const SEGMENTS = Array.from({ length: 600 }, (_, i) => {
  const [from, round] = [2 + (i % 8), Math.floor(i / 8) % 10];
  const seq = Math.floor(i / 80) * 100_000 + round;
  const segment = makeTcp({ from, seq, ack: round && 1, flags: round === 0 ? 2 : 0x18, payload: `x${i % 50}` });
  return { seconds: 1 + i, fraction: i, data: bytesOf(ETHERNET, segment) };
});

test.each([
  ['made packets', makePcap(SEGMENTS)],
  ['real packets', captureBytes('ethernet')],
])('%s: at each of its lengths a capture gives what a claim would find in it', (_, bytes) => {
  const next = random(3);
  let size = 0;
  const source = {
    get size() {
      return size;
    },
    read: (offset: number, length: number) => bytes.subarray(offset, Math.min(offset + length, size)),
  };
  const counts = PATTERNS.map((pattern) => {
    const packets = new GrowingPackets(source);
    return { pattern, packets, matches: packetMatcher(packets, pattern, CONTEXT), count: 0 };
  });
  for (; size < bytes.length; size = Math.min(bytes.length, size + Math.ceil(next() * 2000))) {
    const { packets } = openPackets(sourceOf(bytes.subarray(0, size)));
    for (const each of counts) {
      for (const packet of each.packets.take()) if (each.matches(packet)) each.count++;
      const found = selectPackets(packets, each.pattern, CONTEXT);
      expect({ size, pattern: each.pattern, count: each.count }).toEqual({
        size,
        pattern: each.pattern,
        count: found.length,
      });
    }
  }
  expect(counts[1]?.count).toBeGreaterThan(0);
});
