import { TCP_FLAGS, type TcpFlag } from '../../lab/terms.ts';
import { say } from '../../messages/message.ts';
import type { Segment } from '../types.ts';
import { u8, u16, u32 } from './bytes.ts';
import { fail, holds, type Reading, readPorts, takePayload } from './reading.ts';
import { readTcpOptions } from './tcp-options.ts';

const MIN_HEADER_BYTES = 20;
const URG = 1 << TCP_FLAGS.indexOf('URG');

/** A TCP segment, RFC 9293 section 3.1. */
export function decodeTcp(reading: Reading, at: number): void {
  if (!holds(reading, at, MIN_HEADER_BYTES, 'TCP header')) return;
  const { data, packet } = reading;
  readPorts(reading, at);
  const bits = u8(data, at + 13);
  const tcp: Segment = {
    flags: flagsOf(bits),
    seq: u32(data, at + 4),
    ack: u32(data, at + 8),
    window: u16(data, at + 14),
    options: [],
  };
  if (bits & URG) tcp.urgent = u16(data, at + 18);
  packet.tcp = tcp;
  const headerBytes = (u8(data, at + 12) >> 4) * 4;
  if (headerBytes < MIN_HEADER_BYTES) {
    fail(reading, say('headerLength', { part: 'TCP header', says: headerBytes }));
    return;
  }
  if (!holds(reading, at, headerBytes, 'TCP header with options')) return;
  tcp.options = readTcpOptions(reading, at + MIN_HEADER_BYTES, at + headerBytes);
  takePayload(reading, at + headerBytes);
}

const FLAGS_BY_BITS = Array.from({ length: 256 }, (_, bits) => TCP_FLAGS.filter((_flag, i) => bits & (1 << i)));

/** One list serves all segments with the same flags. */
function flagsOf(bits: number): readonly TcpFlag[] {
  return FLAGS_BY_BITS[bits] as readonly TcpFlag[];
}
