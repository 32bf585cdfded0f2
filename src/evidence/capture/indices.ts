/** Rising numbers, e.g. the indices of a connection's packets in its capture. */
export interface Indices extends Iterable<number> {
  readonly length: number;
  /** The number at a place from 0 on; the place must be there. */
  at(place: number): number;
}

/** All numbers from 0 to below `length`. */
export function allBelow(length: number): Indices {
  function* each(): Generator<number> {
    for (let i = 0; i < length; i++) yield i;
  }
  return { length, at: (place) => place, [Symbol.iterator]: each };
}

/** Every so many numbers, where they lie is kept. */
const NUMBERS_PER_MARK = 256;

/** Rising numbers that take about a byte each: kept are the steps from one to the next, in groups of 7 bits. */
export class PackedIndices implements Indices {
  #bytes = new Uint8Array(8);
  #used = 0;
  #last = 0;
  /** By turns: a place in `#bytes`, and the number before it. */
  readonly #marks: number[] = [];
  length = 0;

  push(number: number): void {
    if (this.length % NUMBERS_PER_MARK === 0) this.#marks.push(this.#used, this.#last);
    let step = number - this.#last;
    // 5 groups hold 35 bits.
    if (this.#used + 5 > this.#bytes.length) this.#grow();
    while (step >= 0x80) {
      this.#bytes[this.#used++] = (step & 0x7f) | 0x80;
      step >>>= 7;
    }
    this.#bytes[this.#used++] = step;
    this.#last = number;
    this.length++;
  }

  at(place: number): number {
    let left = place % NUMBERS_PER_MARK;
    for (const number of this.#from(Math.floor(place / NUMBERS_PER_MARK))) if (left-- === 0) return number;
    throw new RangeError(`no number at place ${place}`);
  }

  [Symbol.iterator](): Generator<number> {
    return this.#from(0);
  }

  *#from(mark: number): Generator<number> {
    let at = this.#marks[2 * mark] ?? 0;
    let number = this.#marks[2 * mark + 1] ?? 0;
    while (at < this.#used) {
      let step = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = this.#bytes[at++] as number;
        step |= (byte & 0x7f) << shift;
        if (byte < 0x80) break;
      }
      number += step;
      yield number;
    }
  }

  #grow(): void {
    const longer = new Uint8Array(Math.ceil(this.#bytes.length * 1.5) + 8);
    longer.set(this.#bytes);
    this.#bytes = longer;
  }
}
