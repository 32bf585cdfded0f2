import type { Connection, Endpoint } from '../evidence/types.ts';

/** Sequence numbers of a segment as a reader counts them. */
export interface Numbers {
  seq: number;
  ack: number | undefined;
}

/** Numbers from which the two directions of a connection are counted. */
interface Bases {
  client?: number;
  server?: number;
}

/**
 * The relative sequence numbers of a connection's segments. Where its SYNs were not captured, they count as tcpdump's do:
 * from the number first seen in each direction. Keys are frame numbers.
 */
export function numberSegments(connection: Connection): Map<number, Numbers> {
  const bases: Bases = {};
  const numbered = new Map<number, Numbers>();
  for (const packet of connection.packets) {
    const { tcp, source } = packet;
    if (tcp === undefined) continue;
    const [own, other] = isSame(source, connection.client) ? SIDES : REVERSED;
    bases[own] ??= tcp.seq;
    const hasAck = tcp.flags.includes('ACK');
    if (hasAck) bases[other] ??= (tcp.ack - 1) >>> 0;
    numbered.set(packet.frame, {
      seq: tcp.relativeSeq ?? (tcp.seq - bases[own]) >>> 0,
      ack: hasAck ? (tcp.relativeAck ?? (tcp.ack - (bases[other] ?? 0)) >>> 0) : undefined,
    });
  }
  return numbered;
}

const SIDES = ['client', 'server'] as const;
const REVERSED = ['server', 'client'] as const;

function isSame(one: Endpoint | undefined, other: Endpoint): boolean {
  return one?.address === other.address && one.port === other.port;
}
