import { type Track, Tracks } from '../tcp/tracks.ts';
import type { PassingPacket } from '../types.ts';
import type { ByteSource } from './byte-source.ts';
import type { PassingFrame } from './frame.ts';
import { type Frames, streamPassingFrames } from './frame-stream.ts';
import { decodePacket } from './packets.ts';

/** The packets of a capture that is still being written: each is read once. */
export class GrowingPackets {
  readonly #source: ByteSource;
  readonly #tracks = new Tracks();
  #stream: Frames<PassingFrame> | undefined;

  /** `source` tells its size anew whenever it is asked. */
  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Those that have come since the last call, as far as they are whole. Each is good until the next one. */
  *take(): Generator<PassingPacket> {
    this.#stream ??= this.#open();
    for (let frame = this.#stream?.next(); frame !== undefined; frame = this.#stream?.next()) {
      // It ends inside a packet: the rest is on its way.
      if ('problem' in frame) return;
      const packet = decodePacket(frame);
      this.#tracks.add(packet);
      yield packet;
    }
  }

  /** The connection of a packet that was taken. */
  trackOf(packet: PassingPacket): Track | undefined {
    return this.#tracks.find(packet);
  }

  /** Nothing before the file's head is there. */
  #open(): Frames<PassingFrame> | undefined {
    const stream = streamPassingFrames(this.#source);
    return 'problem' in stream ? undefined : stream;
  }
}
