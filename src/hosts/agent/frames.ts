/** The fields of a frame, as they came. */
export type Fields = readonly Buffer[];

/** A frame: the length of what follows, then each field with its length before it (perl's pack "N/a*"). */
export function toFrame(fields: readonly (string | number | Uint8Array)[]): Buffer {
  const parts = fields.flatMap((field) => withLength(Buffer.from(typeof field === 'number' ? `${field}` : field)));
  return Buffer.concat(withLength(Buffer.concat(parts)));
}

function withLength(bytes: Buffer): [Buffer, Buffer] {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
}

/** Puts together frames that come in pieces. */
export class FrameReader {
  #held: Buffer = Buffer.alloc(0);

  /** The frames that are whole now, in the order in which they came. */
  read(bytes: Buffer): Fields[] {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const frames: Fields[] = [];
    let at = 0;
    for (let end = endOf(this.#held, at); end !== undefined; end = endOf(this.#held, at)) {
      frames.push(toFields(this.#held.subarray(at + 4, end)));
      at = end;
    }
    this.#held = this.#held.subarray(at);
    return frames;
  }
}

/** Where what begins with its length ends; undefined where not all of it is there. */
function endOf(bytes: Buffer, at: number): number | undefined {
  if (bytes.length < at + 4) return undefined;
  const end = at + 4 + bytes.readUInt32BE(at);
  return end <= bytes.length ? end : undefined;
}

function toFields(bytes: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  let at = 0;
  for (let end = endOf(bytes, at); end !== undefined; end = endOf(bytes, at)) {
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}
