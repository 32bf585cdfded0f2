import type { Packet } from '../types.ts';
import { wireLength } from './text.ts';

/** Whether `one` is `other` or comes after it; sequence numbers are counted modulo 2^32 (RFC 9293, section 3.4). */
export function isAtOrAfter(one: number, other: number): boolean {
  return (one - other) >>> 0 < 0x8000_0000;
}

/** The sequence number after a segment: its data count, and SYN and FIN one each. */
export function endOfSegment(packet: Packet): number {
  const { flags = [], seq = 0 } = packet.tcp ?? {};
  const controls = flags.filter((flag) => flag === 'SYN' || flag === 'FIN').length;
  return (seq + wireLength(packet) + controls) >>> 0;
}
