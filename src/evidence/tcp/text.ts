import { TCP_FLAGS, type TcpFlag } from '../../lab/terms.ts';
import type { Endpoint, Segment } from '../types.ts';

/** tcpdump's letters, in the order in which it prints them. */
const LETTERS: Record<TcpFlag, string> = {
  FIN: 'F',
  SYN: 'S',
  RST: 'R',
  PSH: 'P',
  ACK: '.',
  URG: 'U',
  ECE: 'E',
  CWR: 'W',
};

/** The flags as tcpdump prints them between brackets: "S", "S.", ".", "P.", "F.", "R" ... */
export function flagsAsTcpdump({ flags }: Pick<Segment, 'flags'>): string {
  const letters = TCP_FLAGS.filter((flag) => flags.includes(flag)).map((flag) => LETTERS[flag]);
  return letters.length === 0 ? 'none' : letters.join('');
}

/** "192.0.2.1:8990", "[2001:db8::1]:8990"; the address alone where there is no port. */
export function formatEndpoint({ address, port, service }: Endpoint): string {
  const suffix = port ?? service;
  if (suffix === undefined) return address;
  return address.includes(':') ? `[${address}]:${suffix}` : `${address}:${suffix}`;
}

/** Bytes of the payload on the wire, also where the capture holds fewer. */
export function wireLength({ payload, payloadLength }: { payload: Uint8Array; payloadLength?: number }): number {
  return payloadLength ?? payload.length;
}
