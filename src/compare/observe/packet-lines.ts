import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { quotedPacket } from '../../evidence/decode/quoted.ts';
import { endOfSegment } from '../../evidence/tcp/numbers.ts';
import { retransmissionsOf } from '../../evidence/tcp/retransmissions.ts';
import type { Connection, Packet } from '../../evidence/types.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import type { Names } from '../names/names.ts';
import type { Where } from '../names/naming.ts';
import { isFrom } from './acknowledged.ts';

/** Longer payloads are told by their beginning and a hash. */
const SHOWN_CHARACTERS = 100;

/**
 * The segments of a connection as `client: PSH ACK "hello␊"`, without those that only acknowledge. A retransmission
 * says that it is one: on a link that loses nothing it is as much an observation as the segment itself.
 */
export function describeSegments(connection: Connection, names: Names, where: Where): string[] {
  const again = retransmissionsOf(connection);
  return connection.packets.flatMap((packet) => {
    const { tcp, frame } = packet;
    if (tcp === undefined || (tcp.flags.join() === 'ACK' && endOfSegment(packet) === tcp.seq)) return [];
    const from = isFrom(packet, 'client', connection) ? 'client' : 'server';
    const payload = describePayload(packet, names, where);
    return [`${from}: ${tcp.flags.join(' ')}${payload}${again.has(frame) ? ' (retransmission)' : ''}`];
  });
}

/** A packet that is of no TCP connection. */
export function describeDatagram(packet: Packet, names: Names, where: Where): string {
  const { source, destination, icmp, arp, problem } = packet;
  const from = source === undefined || destination === undefined ? 'unknown' : names.endpoint(source, destination);
  const quoted = quotedPacket(packet);
  const what = [
    ...(icmp === undefined ? [] : [`type ${icmp.type} code ${icmp.code}`]),
    ...(icmp?.sequence === undefined ? [] : [`sequence ${icmp.sequence}`]),
    ...(arp === undefined ? [] : [`operation ${arp.operation} for ${arp.targetAddress}`]),
    ...(problem === undefined ? [] : [`can't be read whole: ${problem}`]),
  ];
  const rest = quoted === undefined ? describePayload(packet, names, where) : describeQuoted(quoted, names, where);
  return `${from}: ${what.join(', ')}${rest}`;
}

/** What an ICMP error is about: its copy of the packet has numbers in it that the kernel chose. */
function describeQuoted(quoted: Packet, names: Names, where: Where): string {
  const { source, destination, protocol, tcp } = quoted;
  if (source === undefined || destination === undefined) return '';
  const ends = `${names.endpoint(source, destination)} to ${names.endpoint(destination, source)}`;
  const flags = tcp === undefined ? '' : ` ${tcp.flags.join(' ')}`;
  return `, about ${protocol} from ${ends}${flags}${describePayload(quoted, names, where)}`;
}

/** Text in which all can be seen; a hash tells what that can't: bytes that are no text, and the rest of a long one. */
function describePayload({ payload, payloadLength }: Packet, names: Names, where: Where): string {
  if (payload.length === 0) return '';
  const isText = isUtf8(payload);
  const text = isText ? names.text(new TextDecoder().decode(payload), where) : undefined;
  const shown = [...makeVisibleLine(text ?? payload)];
  const cut = (payloadLength ?? payload.length) > payload.length ? ' (cut by the capture)' : '';
  if (isText && shown.length <= SHOWN_CHARACTERS) return ` "${shown.join('')}"${cut}`;
  const hash = createHash('sha256')
    .update(text ?? payload)
    .digest('hex')
    .slice(0, 16);
  return ` "${shown.slice(0, SHOWN_CHARACTERS).join('')}" ... (${payload.length} bytes, SHA-256 ${hash}...)${cut}`;
}
