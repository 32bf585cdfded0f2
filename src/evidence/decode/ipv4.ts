import { say } from '../../messages/message.ts';
import type { IpHeader } from '../types.ts';
import { hex, ipv4Text, u8, u16 } from './bytes.ts';
import { fail, giveUp, holds, narrow, type Reading } from './reading.ts';
import { decodeTransport } from './transport.ts';

const MIN_HEADER_BYTES = 20;
/** Names that ip(7) and tcpdump use. */
const OPTION_NAMES: Record<number, string> = { 7: 'rr', 68: 'ts', 131: 'lsrr', 137: 'ssrr', 148: 'ra' };

/** IPv4, RFC 791, with options. Fragments are read one by one, not put together. */
export function decodeIpv4(reading: Reading, at: number): void {
  if (!holds(reading, at, MIN_HEADER_BYTES, 'IPv4 header')) return;
  const { data, packet } = reading;
  const version = u8(data, at) >> 4;
  if (version !== 4) {
    giveUp(reading, at, say('ipVersion', { found: version, expected: '4' }));
    return;
  }
  const headerBytes = (u8(data, at) & 0x0f) * 4;
  if (headerBytes < MIN_HEADER_BYTES) {
    fail(reading, say('headerLength', { part: 'IPv4 header', says: headerBytes }));
    return;
  }
  const ip: IpHeader = { version: 4, hopLimit: u8(data, at + 8), protocol: u8(data, at + 9) };
  packet.ip = ip;
  packet.source = { address: ipv4Text(data, at + 12) };
  packet.destination = { address: ipv4Text(data, at + 16) };
  readFragment(reading, at);
  if (!holds(reading, at, headerBytes, 'IPv4 header with options')) return;
  if (headerBytes > MIN_HEADER_BYTES) ip.options = readOptions(reading, at + MIN_HEADER_BYTES, at + headerBytes);
  const totalBytes = u16(data, at + 2);
  // 0: the network card was to cut it into packets and fill in their lengths (TSO).
  if (totalBytes !== 0) {
    if (totalBytes < headerBytes) {
      fail(reading, say('totalLength', { says: totalBytes, header: headerBytes }));
      return;
    }
    narrow(reading, at, totalBytes, 'IPv4 packet');
  }
  decodeTransport(reading, at + headerBytes);
}

function readFragment({ data, packet }: Reading, at: number): void {
  const field = u16(data, at + 6);
  const offset = (field & 0x1fff) * 8;
  const more = (field & 0x2000) !== 0;
  if (packet.ip !== undefined && (more || offset > 0)) packet.ip.fragment = { id: u16(data, at + 4), offset, more };
}

function readOptions(reading: Reading, start: number, end: number): string[] {
  const { data } = reading;
  const options: string[] = [];
  let at = start;
  while (at < end) {
    const kind = u8(data, at);
    if (kind === 0) {
      options.push('eol');
      break;
    }
    const length = kind === 1 ? 1 : at + 1 < end ? u8(data, at + 1) : 0;
    if (kind !== 1 && (length < 2 || at + length > end)) {
      fail(reading, say('optionLength', { protocol: 'IPv4', kind, says: length, left: end - at }));
      break;
    }
    options.push(kind === 1 ? 'nop' : `${OPTION_NAMES[kind] ?? `unknown-${kind}`} 0x${hex(data, at + 2, at + length)}`);
    at += length;
  }
  return options;
}
