import type { Packet } from '../types.ts';
import { decodeIpv4 } from './ipv4.ts';
import { decodeIpv6 } from './ipv6.ts';
import { beginReading } from './reading.ts';

/** Destination unreachable, source quench, redirect, time exceeded, parameter problem (RFC 792). */
const ICMP_ERRORS = [3, 4, 5, 11, 12];
/** RFC 4443: the types below 128 are errors. */
const FIRST_ICMPV6_INFORMATION = 128;
const LINKTYPE_RAW = 101;

/** The packet that an ICMP error is about, as far as it quotes it. */
export function quotedPacket({ frame, timeUs, protocol, icmp, payload }: Packet): Packet | undefined {
  if (icmp === undefined || payload.length === 0) return undefined;
  const isV6 = protocol === 'ICMPv6';
  const isError = isV6 ? icmp.type < FIRST_ICMPV6_INFORMATION : ICMP_ERRORS.includes(icmp.type);
  if (!isError) return undefined;
  const size = payload.length;
  const reading = beginReading({
    number: frame,
    timeUs,
    linkType: LINKTYPE_RAW,
    length: size,
    captured: size,
    data: payload,
  });
  if (isV6) decodeIpv6(reading, 0);
  else decodeIpv4(reading, 0);
  const { problem: _, ...quoted } = reading.packet;
  return quoted.ip === undefined ? undefined : quoted;
}
