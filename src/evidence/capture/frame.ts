import type { Message } from '../../messages/message.ts';
import type { PassingBytes } from '../types.ts';

/** A frame of a capture file. */
export interface Frame {
  /** From 1, in the order of the file. */
  number: number;
  /** Microseconds since the epoch; 0 where the file tells none. */
  timeUs: number;
  /** LINKTYPE_ number of the interface that it was captured on. */
  linkType: number;
  /** Bytes on the wire. */
  length: number;
  /** Bytes in the file. */
  captured: number;
  /** A view into the file's bytes, not a copy. */
  data: Uint8Array;
}

/** A frame that goes past: its bytes are good until the next one is read. */
export interface PassingFrame extends Readonly<Omit<Frame, 'data'>> {
  readonly data: PassingBytes;
}

/** What a reader found at an offset: something that ends at `next` (a frame or not), or the end of what can be read. */
export type Step = { next: number; frame?: Frame } | Stop;

/** Why reading can't go on. Where `needed` is given, that many bytes from the offset on would mend it. */
export interface Stop {
  problem: Message;
  needed?: number;
}

/**
 * Reads a capture file piece by piece. A step that stops for want of bytes changes nothing, so a caller with only a
 * part of a file at hand can repeat it once there is more.
 */
export interface FrameReader {
  step(bytes: Uint8Array, offset: number): Step;
  /** What it has learned from the file so far that later steps need: the same object while nothing new has come. */
  readonly context: unknown;
  /** Goes on at another place of the file: so many frames lie before it, and the context was this one there. */
  resume(frames: number, context: unknown): void;
}

/** tcpdump's own limit (MAXIMUM_SNAPLEN): a length above it is damage, not a frame. */
export const MAX_CAPTURED_BYTES = 262_144;
