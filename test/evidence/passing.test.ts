import { expect, test } from 'vitest';
import { sourceOf } from '../../src/evidence/capture/byte-source.ts';
import { streamPassingFrames } from '../../src/evidence/capture/frame-stream.ts';
import { openPackets } from '../../src/evidence/capture/open-packets.ts';
import { decodePacket } from '../../src/evidence/capture/packets.ts';
import { copyBytes, holdsText, keepPacket } from '../../src/evidence/passing.ts';
import type { Packet } from '../../src/evidence/types.ts';
import { captureBytes } from './tools.ts';

test('what looks at packets that go past can keep copies of them alone', () => {
  const { packets } = openPackets(sourceOf(captureBytes('ethernet')));
  const kept: Packet[] = [];
  const bytes: Uint8Array[] = [];
  const everything = packets.filter((packet) => {
    kept.push(keepPacket(packet));
    return bytes.push(copyBytes(packet.payload));
  });
  const expected = everything.map((packet) => ({ ...packet, payload: new Uint8Array(packet.payload) }));
  expect([kept, bytes]).toEqual([expected, expected.map(({ payload }) => payload)]);
  const mistakes = () => {
    // @ts-expect-error: a passing packet is no packet
    packets.some((packet) => kept.push(packet));
    // @ts-expect-error: nor are its bytes any that can be kept
    packets.some((packet) => bytes.push(packet.payload));
    // @ts-expect-error: nor can they be written
    packets.some((packet) => packet.payload.fill(0));
    // @ts-expect-error: a function of packets may keep them
    packets.some((packet: Packet) => kept.push(packet));
    // @ts-expect-error: what is told by a type is told of passing packets
    packets.filter((packet: Packet): packet is Packet => packet.protocol === 'TCP');
  };
  expect(mistakes).toBeTypeOf('function');
});

test('a frame that goes past decodes to a packet that does', () => {
  const stream = streamPassingFrames(sourceOf(captureBytes('ethernet')));
  const frame = 'problem' in stream ? undefined : stream.next();
  if (frame === undefined || 'problem' in frame) throw new Error('the capture has frames');
  // @ts-expect-error: its bytes are those of the frame
  const packet: Packet = decodePacket(frame);
  expect(keepPacket(decodePacket(frame))).toEqual({ ...packet, payload: new Uint8Array(packet.payload) });
});

test('copies are no views, of a Buffer neither; a text is found where it begins and ends', () => {
  const bytes = Buffer.from('….asdf from vit002').subarray(3);
  const [all, some] = [copyBytes(bytes), copyBytes(bytes, 5)];
  expect([holdsText(bytes, '.asdf'), holdsText(bytes, 'vit002'), holdsText(bytes, '…')]).toEqual([true, true, false]);
  bytes.fill(0);
  expect([all, some].map((copy) => Buffer.from(copy).toString())).toEqual(['.asdf from vit002', '.asdf']);
});
