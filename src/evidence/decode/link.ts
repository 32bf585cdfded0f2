import { say } from '../../messages/message.ts';
import { u8, u32, u32le } from './bytes.ts';
import { decodeCookedV1, decodeCookedV2 } from './cooked.ts';
import { decodeEthernet } from './ethernet.ts';
import { decodeIpv4 } from './ipv4.ts';
import { decodeIpv6 } from './ipv6.ts';
import { type Decoder, giveUp, holds, type Reading } from './reading.ts';

/** Decoders by LINKTYPE_ number; 12 and 14 are what BSD systems wrote for raw IP. To add one, put it here. */
const LINK_DECODERS: Record<number, Decoder> = {
  0: decodeLoopback,
  1: decodeEthernet,
  12: decodeRawIp,
  14: decodeRawIp,
  101: decodeRawIp,
  108: decodeLoopback,
  113: decodeCookedV1,
  228: decodeIpv4,
  229: decodeIpv6,
  276: decodeCookedV2,
};

/** Reads a frame from its link layer on. */
export function decodeLink(reading: Reading, linkType: number): void {
  const decode = LINK_DECODERS[linkType];
  if (decode === undefined) giveUp(reading, 0, say('linkTypeUnread', { linkType }));
  else decode(reading, 0);
}

function decodeRawIp(reading: Reading, at: number): void {
  if (!holds(reading, at, 1, 'IP header')) return;
  const version = u8(reading.data, at) >> 4;
  if (version === 4) decodeIpv4(reading, at);
  else if (version === 6) decodeIpv6(reading, at);
  else giveUp(reading, at, say('ipVersion', { found: version, expected: '4 or 6' }));
}

/** BSD loopback: an address family, in the byte order of the machine that captured it. */
function decodeLoopback(reading: Reading, at: number): void {
  if (!holds(reading, at, 4, 'loopback header')) return;
  const family = Math.min(u32(reading.data, at), u32le(reading.data, at));
  if (family === 2) decodeIpv4(reading, at + 4);
  // AF_INET6 of Linux, NetBSD, FreeBSD and macOS.
  else if ([10, 24, 28, 30].includes(family)) decodeIpv6(reading, at + 4);
  else giveUp(reading, at + 4, say('familyUnread', { family }));
}
