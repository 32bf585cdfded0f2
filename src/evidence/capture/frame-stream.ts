import type { ByteSource } from './byte-source.ts';
import type { Frame, FrameReader, PassingFrame, Stop } from './frame.ts';
import { openFrames } from './pcap.ts';

const FIRST_BLOCK_BYTES = 16 * 1024;
const BLOCK_BYTES = 256 * 1024;
/** What a reader must see of a file to know its format. */
const HEAD_BYTES = 24;

/** Where reading can go on: an offset of the file, how many frames lie before it, and what its reader knew there. */
export interface Place {
  offset: number;
  frames: number;
  context: unknown;
}

/** A capture file that is read frame by frame, from its beginning or from a place that it was at before. */
export interface Frames<F extends PassingFrame> {
  readonly place: Place;
  /** How many frames lie before the next one. */
  readonly frames: number;
  seek(place: Place): void;
  /** The next frame; nothing at the file's end. */
  next(): F | Stop | undefined;
}

/** The frames of a file, or why it can't be read at all. */
export function streamFrames(source: ByteSource): Frames<Frame> | Stop {
  return openStream(source, {});
}

/** The same where each frame is let go of before the next: one piece of memory serves for all that is read. */
export function streamPassingFrames(source: ByteSource): Frames<PassingFrame> | Stop {
  return openStream(source, { memory: new Uint8Array() });
}

function openStream(source: ByteSource, { memory }: { memory?: Uint8Array }): FrameStream | Stop {
  const opened = openFrames(source.read(0, HEAD_BYTES));
  return 'problem' in opened ? opened : new FrameStream(source, { ...opened, memory });
}

/** Reads a capture file frame by frame, with a block of it in memory; far frames are read a small block at a time. */
class FrameStream implements Frames<Frame> {
  readonly #source: ByteSource;
  readonly #reader: FrameReader;
  /** What the next block may be put into. */
  #memory: Uint8Array | undefined;
  #block: Uint8Array = new Uint8Array();
  #blockOffset: number;
  #at = 0;
  #blockBytes = FIRST_BLOCK_BYTES;
  frames = 0;

  constructor(
    source: ByteSource,
    { reader, start, memory }: { reader: FrameReader; start: number; memory: Uint8Array | undefined },
  ) {
    this.#source = source;
    this.#reader = reader;
    this.#blockOffset = start;
    this.#memory = memory;
  }

  get place(): Place {
    return { offset: this.#blockOffset + this.#at, frames: this.frames, context: this.#reader.context };
  }

  seek({ offset, frames, context }: Place): void {
    this.#reader.resume(frames, context);
    this.frames = frames;
    const at = offset - this.#blockOffset;
    if (at >= 0 && at <= this.#block.length) {
      this.#at = at;
      return;
    }
    this.#block = new Uint8Array();
    this.#blockOffset = offset;
    this.#at = 0;
    this.#blockBytes = FIRST_BLOCK_BYTES;
  }

  next(): Frame | Stop | undefined {
    for (;;) {
      if (this.#at >= this.#block.length && !this.#takeMore(1)) return undefined;
      const step = this.#reader.step(this.#block, this.#at);
      if ('problem' in step) {
        if (step.needed === undefined || !this.#takeMore(step.needed)) return step;
        continue;
      }
      this.#at = step.next;
      if (step.frame === undefined) continue;
      this.frames++;
      return step.frame;
    }
  }

  /** Reads the block that begins here; false where the file has no more than is there already. */
  #takeMore(needed: number): boolean {
    const offset = this.#blockOffset + this.#at;
    const there = this.#block.length - this.#at;
    if (offset + there >= this.#source.size) return false;
    const bytes = Math.max(this.#blockBytes, needed);
    if (this.#memory !== undefined && this.#memory.length < bytes) this.#memory = new Uint8Array(bytes);
    this.#block = this.#source.read(offset, bytes, this.#memory);
    this.#blockOffset = offset;
    this.#at = 0;
    // Who goes on reading here is given more at once.
    this.#blockBytes = Math.min(this.#blockBytes * 4, BLOCK_BYTES);
    return this.#block.length > there;
  }
}
