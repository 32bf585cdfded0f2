import { say } from '../../messages/message.ts';
import { u16 } from './bytes.ts';
import { fail, holds, narrow, type Reading, readPorts, takePayload } from './reading.ts';

const HEADER_BYTES = 8;

/** A UDP datagram, RFC 768. */
export function decodeUdp(reading: Reading, at: number): void {
  if (!holds(reading, at, HEADER_BYTES, 'UDP header')) return;
  const { data, packet } = reading;
  readPorts(reading, at);
  const length = u16(data, at + 4);
  packet.udp = { length };
  if (length < HEADER_BYTES) {
    fail(reading, say('datagramLength', { says: length, least: HEADER_BYTES }));
    return;
  }
  // A first fragment holds only the beginning of its datagram.
  if (packet.ip?.fragment === undefined) narrow(reading, at, length, 'UDP datagram');
  takePayload(reading, at + HEADER_BYTES);
}
