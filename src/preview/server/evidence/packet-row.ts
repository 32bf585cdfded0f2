import type { Facts } from '../../../evidence/facts.ts';
import { formatIcmp } from '../../../evidence/packet-table.ts';
import { formatEndpoint, wireLength } from '../../../evidence/tcp/text.ts';
import type { Endpoint, Packet, PassingPacket } from '../../../evidence/types.ts';
import { quotePayload } from '../../../figures/sequence/packet-label.ts';
import { TCP_FLAGS } from '../../../lab/terms.ts';
import { tell } from '../../../language/tell.ts';
import type { PacketRow } from '../../protocol.ts';

/** As much of a payload is shown in a row. */
const PAYLOAD_COLUMNS = 60;

/** A packet as a row of the table. Sequence numbers are relative where the connection's first ones are known. */
export function packetRow(packet: Packet, facts: Facts): PacketRow {
  const { frame, source, destination, tcp } = packet;
  const length = wireLength(packet);
  const seq = tcp === undefined ? undefined : (tcp.relativeSeq ?? tcp.seq);
  return {
    frame,
    time: formatLocalTime(packet.timeUs, facts.record.run.startedAt),
    source: formatSide(source, packet.link?.source),
    destination: formatSide(destination, packet.link?.destination),
    kind: kindOf(packet),
    seq: seq === undefined ? '' : length > 0 ? `${seq}:${seq + length}` : `${seq}`,
    ack: tcp?.flags.includes('ACK') ? `${tcp.relativeAck ?? tcp.ack}` : '',
    length,
    info: infoOf(packet),
    ...(tcp?.flags.includes('RST') && { mark: 'reset' as const }),
  };
}

/** What a filter's texts are looked for in, in lower case: all that the row shows but numbers, and the hosts' names. */
export function searchText(packet: PassingPacket, facts: Facts): string {
  const { source, destination, protocol } = packet;
  const ends = [formatSide(source, packet.link?.source), formatSide(destination, packet.link?.destination)];
  const names = [source, destination].flatMap((end) => (end === undefined ? [] : namesOf(end, facts)));
  return [...ends, ...names, protocol, kindOf(packet), infoOf(packet)].join(' ').toLowerCase();
}

function namesOf({ address }: Endpoint, facts: Facts): string[] {
  const hosts = facts.record.hosts.filter(({ interfaces }) => interfaces.some((each) => each.address === address));
  return hosts.flatMap(({ name, fullName }) => [name, fullName]);
}

function formatSide(end: Endpoint | undefined, mac: string | undefined): string {
  return end === undefined ? (mac ?? '–') : formatEndpoint(end);
}

function kindOf({ tcp, protocol }: PassingPacket): string {
  if (tcp === undefined) return protocol;
  return TCP_FLAGS.filter((flag) => tcp.flags.includes(flag)).join(' ') || 'no flags';
}

function infoOf(packet: PassingPacket): string {
  const { tcp, icmp, arp, ip, link, protocol, problem } = packet;
  const fragment = ip?.fragment;
  const parts = [
    link?.vlans && `vlan ${link.vlans.join(',')}`,
    fragment && `fragment at ${fragment.offset}${fragment.more ? ', more follow' : ', the last'}`,
    icmp && formatIcmp(icmp, protocol),
    arp && (arp.operation === 1 ? `who has ${arp.targetAddress}` : `${arp.senderAddress} is at ${arp.senderMac}`),
    quotePayload(packet, PAYLOAD_COLUMNS),
    tcp && tcp.options.length > 0 && tcp.options.filter((option) => !PLAIN_OPTION.test(option)).join(', '),
    problem && `(${tell(problem)})`,
  ];
  return parts.filter((part) => part).join('  ');
}

/** Options of nearly every segment; the packet's details have them. */
const PLAIN_OPTION = /^(?:nop|eol|TS )/;

/** "13:15:23.118456" in the zone in which the run was made, as its blocks tell times. */
function formatLocalTime(timeUs: number, startedAt: string): string {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(startedAt) ?? [];
  const offsetMs = sign === undefined ? 0 : (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const date = new Date(Math.floor(timeUs / 1000) + offsetMs);
  if (timeUs === 0 || Number.isNaN(date.getTime())) return '–';
  return `${date.toISOString().slice(11, 19)}.${String(timeUs % 1_000_000).padStart(6, '0')}`;
}
