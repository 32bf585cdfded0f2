import { UNBOUNDED } from '../../lab/pieces/count.ts';
import type { ConnectionName, PacketName, Range } from '../../messages/values.ts';

/** "1 packet", "2 packets". */
export function quantity(count: number, unit: string, units = `${unit}s`): string {
  return `${count} ${count === 1 ? unit : units}`;
}

/** The words that are there, with single spaces between them. */
export function join(words: readonly (string | undefined)[]): string {
  return words.filter((word) => word !== undefined && word !== '').join(' ');
}

/** "expected 2", "expected at least 1", "expected 1 to 3". */
export function formatExpected({ atLeast, atMost }: Range): string {
  if (atLeast === atMost) return `expected ${atLeast}`;
  if (atMost >= UNBOUNDED) return `expected at least ${atLeast}`;
  return atLeast === 0 ? `expected at most ${atMost}` : `expected ${atLeast} to ${atMost}`;
}

/** "line 3", "lines 3 to 5". */
export function formatLines(lines: readonly number[]): string {
  return lines.length === 1 ? `line ${lines[0]}` : `lines ${lines[0]} to ${lines.at(-1)}`;
}

/** "connection 1 (vit002.36030 to vit001.8990)". */
export function formatConnection({ number, client, server }: ConnectionName): string {
  return `connection ${number} (${client} to ${server})`;
}

/** "FIN ACK from the server", "UDP datagram to vit002 on port 53": one packet, without an article. */
export function formatPacket(pattern: PacketName): string {
  return join([pattern.flags === undefined ? nounOf(pattern) : pattern.flags.join(' '), ...qualify(pattern)]);
}

/** Where a packet comes from and what it has. */
export function qualify({ from, to, port, payload }: PacketName): (string | undefined)[] {
  return [
    from && `from ${side(from)}`,
    to && `to ${side(to)}`,
    port && `on port ${port}`,
    payload === undefined ? undefined : `with ${JSON.stringify(payload)}`,
  ];
}

function side(name: string): string {
  return name === 'client' || name === 'server' ? `the ${name}` : name;
}

/** What kind of packet a pattern is about. */
export function nounOf({ flags, protocol }: PacketName): string {
  if (flags !== undefined) return 'segment';
  if (protocol === undefined) return 'packet';
  return { TCP: 'TCP segment', UDP: 'UDP datagram', ICMP: 'ICMP message', ARP: 'ARP packet' }[protocol];
}
