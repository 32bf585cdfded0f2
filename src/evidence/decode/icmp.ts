import type { IcmpMessage } from '../types.ts';
import { ipv6Text, u8, u16 } from './bytes.ts';
import { holds, type Reading, takePayload } from './reading.ts';

const HEADER_BYTES = 8;
const ICMP_ECHOES: readonly number[] = [0, 8];
const ICMPV6_ECHOES: readonly number[] = [128, 129];
const NEIGHBOUR_MESSAGES: readonly number[] = [135, 136];

/** RFC 792. */
export function decodeIcmp(reading: Reading, at: number): void {
  readMessage(reading, at, ICMP_ECHOES);
}

/** RFC 4443, and the target of RFC 4861's neighbour messages. */
export function decodeIcmpv6(reading: Reading, at: number): void {
  const message = readMessage(reading, at, ICMPV6_ECHOES);
  if (message === undefined || !NEIGHBOUR_MESSAGES.includes(message.type)) return;
  if (holds(reading, at, 24, 'neighbour message')) message.target = ipv6Text(reading.data, at + 8);
}

function readMessage(reading: Reading, at: number, echoes: readonly number[]): IcmpMessage | undefined {
  const { data, packet } = reading;
  if (!holds(reading, at, HEADER_BYTES, packet.protocol === 'ICMP' ? 'ICMP header' : 'ICMPv6 header')) return undefined;
  const message: IcmpMessage = { type: u8(data, at), code: u8(data, at + 1) };
  if (echoes.includes(message.type)) {
    message.identifier = u16(data, at + 4);
    message.sequence = u16(data, at + 6);
  }
  packet.icmp = message;
  takePayload(reading, at + HEADER_BYTES);
  return message;
}
