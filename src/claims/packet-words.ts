import type { Facts } from '../evidence/facts.ts';
import type { Connection, Endpoint } from '../evidence/types.ts';
import type { PacketPattern } from '../lab/types.ts';
import { joinWords } from './words.ts';

/** "FIN ACK from the server", "UDP datagram to vit002 port 53": one packet, without an article. */
export function formatPacket(pattern: PacketPattern): string {
  return joinWords([pattern.flags === undefined ? nounOf(pattern) : pattern.flags.join(' '), ...qualify(pattern)]);
}

/** "1 FIN ACK segment from the server", "0 packets with port 53". */
export function formatPackets(count: number, pattern: PacketPattern): string {
  const noun = `${nounOf(pattern)}${count === 1 ? '' : 's'}`;
  return joinWords([`${count}`, pattern.flags?.join(' '), noun, ...qualify(pattern)]);
}

/** "connection 1 (vit002.36030 to vit001.8990)". */
export function formatConnection({ number, client, server }: Connection, facts: Facts): string {
  return `connection ${number} (${formatEndpoint(client, facts)} to ${formatEndpoint(server, facts)})`;
}

function qualify({ from, to, port, payload }: PacketPattern): (string | undefined)[] {
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

function nounOf({ flags, protocol }: PacketPattern): string {
  if (flags !== undefined) return 'segment';
  if (protocol === undefined) return 'packet';
  return { TCP: 'TCP segment', UDP: 'UDP datagram', ICMP: 'ICMP message', ARP: 'ARP packet' }[protocol];
}

/** As tcpdump writes it, with the lab's name of the host. */
function formatEndpoint({ address, port }: Endpoint, { record }: Facts): string {
  const host = record.hosts.find(({ interfaces }) => interfaces.some((each) => each.address === address));
  return `${host?.name ?? address}.${port}`;
}
