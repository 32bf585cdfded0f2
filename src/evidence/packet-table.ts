import type { Tell } from '../messages/message.ts';
import { flagsAsTcpdump, formatEndpoint, wireLength } from './tcp/text.ts';
import type { IcmpMessage, Packet } from './types.ts';

const TITLES = ['frame', 'time', 'from', 'to', 'protocol', 'flags', 'seq', 'ack', 'win', 'length', ''] as const;
/** Columns of numbers, which are aligned at the right. */
const NUMBERS: readonly string[] = ['frame', 'seq', 'ack', 'win', 'length'];

/** Makes rows of an aligned table, in local time; sequence numbers are relative where the first ones are known. */
export class PacketTable {
  readonly #widths: number[] = TITLES.map((title) => title.length);
  #isBegun = false;
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** The rows of some more packets, below the titles at first. Columns that are too narrow for them grow. */
  rows(packets: readonly Packet[]): string[] {
    if (packets.length === 0) return [];
    const rows = packets.map((packet) => cellsOf(packet, this.#tell));
    for (const cells of rows) {
      for (const [i, cell] of cells.entries()) this.#widths[i] = Math.max(this.#widths[i] as number, cell.length);
    }
    const titles = this.#isBegun ? [] : [TITLES];
    this.#isBegun = true;
    return [...titles, ...rows].map((cells) => formatRow(cells, this.#widths));
  }
}

function formatRow(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, i) => {
    const width = i === cells.length - 1 ? 0 : (widths[i] as number);
    return NUMBERS.includes(TITLES[i] as string) ? cell.padStart(width) : cell.padEnd(width);
  });
  return padded.join('  ').trimEnd();
}

function cellsOf(packet: Packet, tell: Tell): string[] {
  const { frame, timeUs, source, destination, protocol, tcp } = packet;
  const ack = tcp?.flags.includes('ACK') ? (tcp.relativeAck ?? tcp.ack) : '';
  return [
    `${frame}`,
    formatLocalTime(timeUs),
    source === undefined ? (packet.link?.source ?? '-') : formatEndpoint(source),
    destination === undefined ? (packet.link?.destination ?? '-') : formatEndpoint(destination),
    protocol,
    tcp === undefined ? '' : flagsAsTcpdump(tcp),
    `${tcp === undefined ? '' : (tcp.relativeSeq ?? tcp.seq)}`,
    `${ack}`,
    `${tcp?.window ?? ''}`,
    `${wireLength(packet)}`,
    remarkOf(packet, tell),
  ];
}

/** "13:20:42.728632", as tcpdump prints it. */
function formatLocalTime(timeUs: number): string {
  const date = new Date(Math.floor(timeUs / 1000));
  if (timeUs === 0 || Number.isNaN(date.getTime())) return '-';
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0'));
  return `${clock.join(':')}.${String(timeUs % 1_000_000).padStart(6, '0')}`;
}

/** What else there is to say: options, the message of ICMP and ARP, and what could not be read. */
function remarkOf({ tcp, icmp, arp, ip, link, protocol, problem }: Packet, tell: Tell): string {
  const fragment = ip?.fragment;
  const remarks = [
    link?.vlans && `vlan ${link.vlans.join(',')}`,
    fragment && `fragment at ${fragment.offset}${fragment.more ? ', more follow' : ', the last'}`,
    tcp && tcp.options.length > 0 && `[${tcp.options.join(',')}]`,
    icmp && formatIcmp(icmp, protocol),
    arp && (arp.operation === 1 ? `who has ${arp.targetAddress}` : `${arp.senderAddress} is at ${arp.senderMac}`),
    problem && `(${tell(problem)})`,
  ];
  return remarks.filter((remark) => remark).join(' ');
}

const ICMP_NAMES: Record<number, string> = {
  0: 'echo reply',
  3: 'unreachable',
  8: 'echo request',
  11: 'time exceeded',
};
const ICMPV6_NAMES: Record<number, string> = {
  1: 'unreachable',
  3: 'time exceeded',
  128: 'echo request',
  129: 'echo reply',
  133: 'router solicitation',
  134: 'router advertisement',
  135: 'neighbour solicitation',
  136: 'neighbour advertisement',
  143: 'multicast listener report',
};

/** "echo request id 7 seq 1", "unreachable code 3". */
export function formatIcmp(
  { type, code, identifier, sequence, target }: IcmpMessage,
  protocol: Packet['protocol'],
): string {
  const name = (protocol === 'ICMPv6' ? ICMPV6_NAMES : ICMP_NAMES)[type] ?? `type ${type}`;
  const echo = identifier === undefined ? '' : ` id ${identifier} seq ${sequence}`;
  return `${name}${code === 0 ? '' : ` code ${code}`}${echo}${target === undefined ? '' : ` ${target}`}`;
}
