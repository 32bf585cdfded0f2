import { endOfSegment, isAtOrAfter } from '../../evidence/tcp/numbers.ts';
import type { Connection, PassingPacket } from '../../evidence/types.ts';

type End = 'client' | 'server';

/** For each end that sent anything: whether the other had acknowledged all of it when the capture ended. */
export function describeAcknowledged(connection: Connection): string[] {
  return (['client', 'server'] as const).flatMap((end) => {
    const sent = connection.packets.filter((packet) => isFrom(packet, end, connection) && !isReset(packet));
    if (sent.length === 0) return [];
    const until = sent.map(endOfSegment).reduce((last, next) => (isAtOrAfter(next, last) ? next : last));
    const heard = connection.packets.filter((packet) => !isFrom(packet, end, connection));
    const isAll = heard.some(({ tcp }) => tcp?.flags.includes('ACK') && isAtOrAfter(tcp.ack, until));
    return [`${end}: ${isAll ? 'all' : 'not all'} that it sent is acknowledged`];
  });
}

export function isFrom({ source }: PassingPacket, end: End, connection: Connection): boolean {
  const { address, port } = connection[end];
  return source?.address === address && source.port === port;
}

/** Its sequence number is the one that the other end expected, which may lie before or after what was sent. */
function isReset({ tcp }: PassingPacket): boolean {
  return tcp?.flags.includes('RST') === true;
}
