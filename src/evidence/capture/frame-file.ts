import type { Message } from '../../messages/message.ts';
import type { ByteSource } from './byte-source.ts';
import type { Frame, PassingFrame, Stop } from './frame.ts';
import { type Frames, type Place, streamFrames, streamPassingFrames } from './frame-stream.ts';

/** Every so many frames, the place is kept; frames between are found by going over those before them. */
const FRAMES_PER_PLACE = 32;

/** A capture file whose frames can be read in any order. `scan` must have been done first. */
export class FrameFile {
  readonly #source: ByteSource;
  #offsets = new Float64Array(64);
  #contexts: { place: number; context: unknown }[] = [];
  frames = 0;
  /** Why the file could not be read to its end. */
  problem: Message | undefined;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** All frames in order; keeps the places that reading needs afterwards. */
  *scan(): Generator<PassingFrame> {
    const stream = streamPassingFrames(this.#source);
    if ('problem' in stream) {
      this.problem = stream.problem;
      return;
    }
    for (;;) {
      if (this.frames % FRAMES_PER_PLACE === 0) this.#keep(stream.place);
      const frame = stream.next();
      if (frame === undefined) return;
      if ('problem' in frame) {
        this.problem = frame.problem;
        return;
      }
      this.frames++;
      yield frame;
    }
  }

  /** Reads frames by their index, from 0: fastest in rising order. */
  reader(): (index: number) => Frame {
    return this.#reader(streamFrames(this.#source));
  }

  /** The same where each frame is let go of before the next. */
  passingReader(): (index: number) => PassingFrame {
    return this.#reader(streamPassingFrames(this.#source));
  }

  #reader<F extends PassingFrame>(stream: Frames<F> | Stop): (index: number) => F {
    if ('problem' in stream) throw new RangeError(stream.problem.id);
    return (index) => {
      const ahead = index - stream.frames;
      if (ahead < 0 || ahead > FRAMES_PER_PLACE) stream.seek(this.#placeBefore(index));
      while (stream.frames < index) take(stream);
      return take(stream);
    };
  }

  #keep({ offset, context }: Place): void {
    const place = this.frames / FRAMES_PER_PLACE;
    if (place === this.#offsets.length) {
      const longer = new Float64Array(place * 2);
      longer.set(this.#offsets);
      this.#offsets = longer;
    }
    this.#offsets[place] = offset;
    if (place === 0 || this.#contexts.at(-1)?.context !== context) this.#contexts.push({ place, context });
  }

  #placeBefore(index: number): Place {
    const place = Math.floor(index / FRAMES_PER_PLACE);
    const context = this.#contexts.findLast((each) => each.place <= place)?.context;
    return { offset: this.#offsets[place] as number, frames: place * FRAMES_PER_PLACE, context };
  }
}

function take<F extends PassingFrame>(stream: Frames<F>): F {
  const frame = stream.next();
  if (frame !== undefined && !('problem' in frame)) return frame;
  // It was there when the file was scanned.
  throw new RangeError(`the capture file has changed while it was read: ${frame?.problem.id ?? 'it is shorter now'}`);
}
