import { formatIcmp } from '../../evidence/packet-table.ts';
import { copyBytes } from '../../evidence/passing.ts';
import { wireLength } from '../../evidence/tcp/text.ts';
import type { Packet, PassingPacket } from '../../evidence/types.ts';
import { TCP_FLAGS } from '../../lab/terms.ts';
import type { Language } from '../../language/language.ts';
import type { Numbers } from '../numbers.ts';
import { cut } from '../text-size.ts';

/** What is written on a packet's arrow: cells that stand in columns, or one text. */
export interface PacketLabel {
  /** Ports, where the lifelines don't tell them. */
  ports: string;
  /** Flags, or the protocol. */
  kind: string;
  seq: string;
  ack: string;
  length: string;
  /** In place of seq, ack and length for what has none. */
  text: string;
}

type Words = Language['figures'];

const NOTHING = { ports: '', kind: '', seq: '', ack: '', length: '', text: '' };

/** Says what a packet is; `numbers` are those of a segment. */
export function labelPacket(packet: Packet, numbers: Numbers | undefined, words: Words): PacketLabel {
  const { tcp, protocol, ip } = packet;
  if (tcp !== undefined && numbers !== undefined) return labelSegment(packet, numbers, words);
  const fragment = ip?.fragment === undefined ? '' : words.fragment(ip.fragment.offset);
  const text = describeMessage(packet, words) ?? `${fragment}len ${wireLength(packet)}`;
  return { ...NOTHING, kind: protocol, text };
}

function describeMessage({ icmp, arp, protocol }: Packet, words: Words): string | undefined {
  if (icmp !== undefined) return formatIcmp(icmp, protocol);
  if (arp === undefined) return undefined;
  return arp.operation === 1 ? words.whoHas(arp.targetAddress) : words.isAt(arp.senderAddress, arp.senderMac);
}

function labelSegment(packet: Packet, { seq, ack }: Numbers, words: Words): PacketLabel {
  const flags = TCP_FLAGS.filter((flag) => packet.tcp?.flags.includes(flag));
  const length = wireLength(packet);
  return {
    ...NOTHING,
    kind: flags.join(' ') || words.noFlags,
    seq: length === 0 ? `seq ${seq}` : `seq ${seq}:${seq + length}`,
    ack: ack === undefined ? '' : `ack ${ack}`,
    length: `len ${length}`,
  };
}

/** Bytes at a payload's beginning that are looked at. */
const LOOK_AT_BYTES = 256;

/** The beginning of what a segment or datagram carries, between quotes and escaped as in C, where that is text. */
export function quotePayload({ payload, tcp, udp }: PassingPacket, columns: number): string {
  if (payload.length === 0 || (tcp === undefined && udp === undefined)) return '';
  const text = readText(copyBytes(payload, LOOK_AT_BYTES));
  if (text === undefined) return '';
  const escaped = text.replace(/[\\"\n\r\t]/g, (character) => ESCAPES[character] as string);
  return `"${cut(escaped, columns)}"`;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** UTF-8 without control characters other than those of lines; a character that is cut at the end is left out. */
function readText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
    return /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
