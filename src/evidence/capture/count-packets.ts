import type { Message } from '../../messages/message.ts';
import { Tracks } from '../tcp/tracks.ts';
import type { Packet } from '../types.ts';
import type { ByteSource } from './byte-source.ts';
import { streamPassingFrames } from './frame-stream.ts';
import { decodePacket } from './packets.ts';

/** How much there is in a capture. */
export interface PacketCounts {
  packets: number;
  /** TCP connections. */
  connections: number;
  /** Packets of each protocol that there is. */
  protocols: Partial<Record<Packet['protocol'], number>>;
  /** Why the file could not be read to its end. */
  problem?: Message;
}

/** Reads all packets of a capture and keeps none. */
export function countPackets(source: ByteSource): PacketCounts {
  const counts: PacketCounts = { packets: 0, connections: 0, protocols: {} };
  const stream = streamPassingFrames(source);
  if ('problem' in stream) return { ...counts, problem: stream.problem };
  const tracks = new Tracks();
  for (;;) {
    const frame = stream.next();
    if (frame === undefined) return counts;
    if ('problem' in frame) return { ...counts, problem: frame.problem };
    const packet = decodePacket(frame);
    tracks.add(packet);
    counts.packets++;
    counts.connections = tracks.all.length;
    counts.protocols[packet.protocol] = (counts.protocols[packet.protocol] ?? 0) + 1;
  }
}
