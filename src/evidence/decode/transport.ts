import { say } from '../../messages/message.ts';
import type { Packet } from '../types.ts';
import { decodeIcmp, decodeIcmpv6 } from './icmp.ts';
import { type Decoder, giveUp, type Reading, takePayload } from './reading.ts';
import { decodeTcp } from './tcp.ts';
import { decodeUdp } from './udp.ts';

/** Decoders by IP protocol number (IANA). To add one, put it here. */
const TRANSPORTS: Record<number, { protocol: Packet['protocol']; decode: Decoder }> = {
  1: { protocol: 'ICMP', decode: decodeIcmp },
  6: { protocol: 'TCP', decode: decodeTcp },
  17: { protocol: 'UDP', decode: decodeUdp },
  58: { protocol: 'ICMPv6', decode: decodeIcmpv6 },
};

/** Reads what an IP packet carries, as `packet.ip` tells. */
export function decodeTransport(reading: Reading, at: number): void {
  const { ip } = reading.packet;
  const number = ip?.protocol ?? 0;
  const transport = TRANSPORTS[number];
  if (transport === undefined) {
    giveUp(reading, at, say('protocolUnread', { protocol: number }));
    return;
  }
  reading.packet.protocol = transport.protocol;
  // Only the first fragment has the transport header.
  if (ip?.fragment !== undefined && ip.fragment.offset > 0) takePayload(reading, at);
  else transport.decode(reading, at);
}
