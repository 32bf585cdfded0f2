import type { Message } from '../../messages/message.ts';
import { fillRelative, type Track, Tracks } from '../tcp/tracks.ts';
import type { Packet } from '../types.ts';
import type { ByteSource } from './byte-source.ts';
import type { Frame } from './frame.ts';
import { type Frames, streamFrames } from './frame-stream.ts';
import { decodePacket } from './packets.ts';

/** Packets that follow each other in a file. */
export interface Batch {
  packets: Packet[];
  /** Of all packets so far. */
  connections: number;
}

const BATCH_PACKETS = 1000;

/**
 * The packets of a capture while it is read, some at a time; returns what ended the reading before the file's end, if
 * anything did. Relative sequence numbers count from what the packets up to the end of the batch tell.
 */
export function* readBatches(source: ByteSource): Generator<Batch, Message | undefined, void> {
  const stream = streamFrames(source);
  if ('problem' in stream) return stream.problem;
  const tracks = new Tracks();
  for (;;) {
    const { packets, end } = readBatch(stream, tracks);
    if (packets.length > 0) yield { packets, connections: tracks.all.length };
    if (end !== undefined) return end.problem;
  }
}

function readBatch(stream: Frames<Frame>, tracks: Tracks): { packets: Packet[]; end?: { problem?: Message } } {
  const packets: Packet[] = [];
  const owners: (Track | undefined)[] = [];
  let end: { problem?: Message } | undefined;
  while (packets.length < BATCH_PACKETS) {
    const frame = stream.next();
    if (frame === undefined || 'problem' in frame) {
      end = frame ?? {};
      break;
    }
    const packet = decodePacket(frame);
    packets.push(packet);
    owners.push(tracks.add(packet));
  }
  for (const [i, packet] of packets.entries()) fillRelative(packet, owners[i]);
  return { packets, ...(end && { end }) };
}
