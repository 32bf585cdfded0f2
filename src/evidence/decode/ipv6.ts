import { say } from '../../messages/message.ts';
import type { ExtensionHeader } from '../../messages/values.ts';
import type { IpHeader } from '../types.ts';
import { ipv6Text, u8, u16, u32 } from './bytes.ts';
import { giveUp, holds, narrow, type Reading } from './reading.ts';
import { decodeTransport } from './transport.ts';

const HEADER_BYTES = 40;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const NO_NEXT_HEADER = 59;
/** Extension headers by their number, as RFC 8200, 4302, 6275, 7401 and 5533 name them. */
const EXTENSIONS: Record<number, ExtensionHeader> = {
  0: 'hop-by-hop',
  43: 'routing',
  [FRAGMENT]: 'fragment',
  [AUTHENTICATION]: 'authentication',
  60: 'destination',
  135: 'mobility',
  139: 'hip',
  140: 'shim6',
};

/** IPv6, RFC 8200, with extension headers. Fragments are read one by one, not put together. */
export function decodeIpv6(reading: Reading, at: number): void {
  if (!holds(reading, at, HEADER_BYTES, 'IPv6 header')) return;
  const { data, packet } = reading;
  const version = u8(data, at) >> 4;
  if (version !== 6) {
    giveUp(reading, at, say('ipVersion', { found: version, expected: '6' }));
    return;
  }
  const ip: IpHeader = { version: 6, hopLimit: u8(data, at + 7), protocol: u8(data, at + 6) };
  packet.ip = ip;
  packet.source = { address: ipv6Text(data, at + 8) };
  packet.destination = { address: ipv6Text(data, at + 24) };
  const payloadBytes = u16(data, at + 4);
  // 0: a jumbogram, or a packet that the network card was to cut.
  if (payloadBytes !== 0) narrow(reading, at + HEADER_BYTES, payloadBytes, 'IPv6 packet');
  const start = readExtensions(reading, ip, at + HEADER_BYTES);
  if (start === undefined) return;
  if (ip.protocol !== NO_NEXT_HEADER) decodeTransport(reading, start);
}

/** Where the extension headers end; nothing when one of them can't be read. */
function readExtensions(reading: Reading, ip: IpHeader, start: number): number | undefined {
  const { data } = reading;
  let at = start;
  for (let name = EXTENSIONS[ip.protocol]; name !== undefined; name = EXTENSIONS[ip.protocol]) {
    if (!holds(reading, at, 8, `IPv6 ${name} header`)) return undefined;
    ip.options ??= [];
    ip.options.push(name);
    const bytes = extensionBytes(ip.protocol, u8(data, at + 1));
    if (!holds(reading, at, bytes, `IPv6 ${name} header`)) return undefined;
    if (ip.protocol === FRAGMENT) ip.fragment = readFragment(data, at);
    ip.protocol = u8(data, at);
    at += bytes;
    // Behind the first fragment's headers, the rest is data.
    if (ip.fragment !== undefined && ip.fragment.offset > 0) break;
  }
  return at;
}

function extensionBytes(protocol: number, lengthField: number): number {
  if (protocol === FRAGMENT) return 8;
  return protocol === AUTHENTICATION ? (lengthField + 2) * 4 : (lengthField + 1) * 8;
}

function readFragment(data: Uint8Array, at: number): NonNullable<IpHeader['fragment']> {
  const field = u16(data, at + 2);
  return { id: u32(data, at + 4), offset: field & 0xfff8, more: (field & 1) !== 0 };
}
