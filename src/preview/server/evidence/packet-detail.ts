import type { Facts } from '../../../evidence/facts.ts';
import { wireLength } from '../../../evidence/tcp/text.ts';
import type { Packet } from '../../../evidence/types.ts';
import { tell } from '../../../language/tell.ts';
import { findPacketLines } from '../../../report/blocks/packet-lines.ts';
import { makeVisibleLine } from '../../../text/visible.ts';
import type { PacketDetail } from '../../protocol.ts';
import { packetRow } from './packet-row.ts';

const BYTES_PER_ROW = 16;
const MOST_BYTES = 1024;
/** In longer captures the printed line of a packet is not looked for: it takes a while. */
const MOST_PACKETS = 20_000;

type Field = [name: string, value: string | number | undefined];

/** All that is known of a packet. */
export function describePacket(packet: Packet, facts: Facts): Omit<PacketDetail, 'place' | 'lines'> {
  const row = packetRow(packet, facts);
  const fields: Field[] = [
    ['Time', row.time],
    ['Since the run began', `${((packet.timeUs - facts.record.run.epochUs) / 1000).toFixed(3)} ms`],
    ['From', row.source],
    ['To', row.destination],
    ['Ethernet', formatLink(packet)],
    ['IP', packet.ip && `version ${packet.ip.version}, hop limit ${packet.ip.hopLimit}`],
    ['Protocol', packet.protocol],
    ...segmentFields(packet),
    ['Payload', `${row.length} ${row.length === 1 ? 'byte' : 'bytes'}`],
    ['On the wire', `${packet.length} bytes${packet.captured < packet.length ? `, ${packet.captured} captured` : ''}`],
    ['Note', packet.problem && tell(packet.problem)],
  ];
  const shown = packet.payload.subarray(0, MOST_BYTES);
  return {
    frame: packet.frame,
    fields: fields.flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [{ name, value: makeVisibleLine(`${value}`) }],
    ),
    dump: dump(shown),
    more: wireLength(packet) - shown.length,
  };
}

function formatLink({ link }: Packet): string | undefined {
  return link && [link.source, link.destination].filter((mac) => mac !== undefined).join(' → ');
}

function segmentFields({ tcp }: Packet): Field[] {
  if (tcp === undefined) return [];
  const isRelative = tcp.relativeSeq !== undefined;
  return [
    ['Flags', tcp.flags.join(' ') || 'none'],
    ['Sequence number', isRelative ? `${tcp.relativeSeq} (${tcp.seq} on the wire)` : tcp.seq],
    ['Acknowledgement', tcp.flags.includes('ACK') ? formatAck(tcp) : undefined],
    ['Window', tcp.window],
    ['Options', tcp.options.join(', ')],
  ];
}

function formatAck({ ack, relativeAck }: { ack: number; relativeAck?: number }): string {
  return relativeAck === undefined ? `${ack}` : `${relativeAck} (${ack} on the wire)`;
}

function dump(bytes: Uint8Array): PacketDetail['dump'] {
  return Array.from({ length: Math.ceil(bytes.length / BYTES_PER_ROW) }, (_, row) => {
    const part = bytes.subarray(row * BYTES_PER_ROW, (row + 1) * BYTES_PER_ROW);
    return {
      offset: (row * BYTES_PER_ROW).toString(16).padStart(4, '0'),
      hex: Array.from(part, (byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
    };
  });
}

/** Lines of the log in which tcpdump printed each packet of a capture that is not too long. */
export function printedLines(facts: Facts, captureId: string): Map<number, { first: number; last: number }> {
  const packets = facts.packets(captureId);
  if (packets.length > MOST_PACKETS) return new Map();
  const pieces = [...findPacketLines(facts.bytes(captureId), packets)];
  return new Map(pieces.map(([frame, { firstLine, lastLine }]) => [frame, { first: firstLine, last: lastLine }]));
}
