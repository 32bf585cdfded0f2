import { expect, test } from 'vitest';
import { Names } from '../../../src/compare/names/names.ts';
import { describeDatagram } from '../../../src/compare/observe/packet-lines.ts';
import type { Packet } from '../../../src/evidence/types.ts';
import { type Chosen, FIRST, runOf, SECOND } from '../run.ts';

/** "Port unreachable" from vit001 for a datagram of client2, which it quotes with what its kernel chose. */
function unreachable({ ports: [port] }: Chosen, id: number): Packet {
  const quoted = Buffer.alloc(33);
  quoted.set([0x45, 0, 0, 33, id >> 8, id & 255, 0x40, 0, 64, 17, id & 255, 1, 192, 0, 2, 2, 192, 0, 2, 1]);
  quoted.writeUInt16BE(port, 20);
  quoted.writeUInt16BE(8990, 22);
  quoted.writeUInt16BE(13, 24);
  quoted.writeUInt16BE(id, 26);
  quoted.write('Grace', 28);
  return {
    frame: 2,
    timeUs: 0,
    length: 75,
    captured: 75,
    protocol: 'ICMP',
    icmp: { type: 3, code: 3 },
    source: { address: '192.0.2.1' },
    destination: { address: '192.0.2.2' },
    payload: quoted,
  };
}

function describeIn(chosen: Chosen, packet: Packet): string {
  const facts = runOf(chosen);
  const where = { evidence: facts.evidence('wire'), rules: new Set<string>() };
  return describeDatagram(packet, new Names(facts), where);
}

test('an ICMP error is told by the packet that it is about', () => {
  const told = '192.0.2.1:*: type 3 code 3, about UDP from 192.0.2.2:‹port of client2› to 192.0.2.1:8990 "Grace"';
  expect(describeIn(FIRST, unreachable(FIRST, 0x2167))).toBe(told);
  expect(describeIn(SECOND, unreachable(SECOND, 0xae4b))).toBe(told);
});

test('an echo is told by its payload', () => {
  const packet = { ...unreachable(FIRST, 1), icmp: { type: 8, code: 0, identifier: 1, sequence: 4 } };
  expect(describeIn(FIRST, { ...packet, payload: Buffer.from('ping') })).toBe(
    '192.0.2.1:*: type 8 code 0, sequence 4 "ping"',
  );
});

test('what an error quotes is told as far as it goes', () => {
  const packet = unreachable(FIRST, 1);
  expect(describeIn(FIRST, { ...packet, payload: packet.payload.subarray(0, 28) })).toBe(
    '192.0.2.1:*: type 3 code 3, about UDP from 192.0.2.2:‹port of client2› to 192.0.2.1:8990',
  );
  expect(describeIn(FIRST, { ...packet, payload: packet.payload.subarray(0, 12) })).toMatch(/: type 3 code 3 "E.*"$/);
});
