/** Unsigned numbers and addresses out of bytes. The callers make sure that the bytes are there. */

export function u8(data: Uint8Array, at: number): number {
  return data[at] as number;
}

/** In network byte order (big endian). */
export function u16(data: Uint8Array, at: number): number {
  return (u8(data, at) << 8) | u8(data, at + 1);
}

/** In network byte order (big endian). */
export function u32(data: Uint8Array, at: number): number {
  return u16(data, at) * 0x10000 + u16(data, at + 2);
}

export function u16le(data: Uint8Array, at: number): number {
  return (u8(data, at + 1) << 8) | u8(data, at);
}

export function u32le(data: Uint8Array, at: number): number {
  return u16le(data, at + 2) * 0x10000 + u16le(data, at);
}

/** e.g. "05b4". */
export function hex(data: Uint8Array, start: number, end: number): string {
  return Buffer.from(data.buffer, data.byteOffset + start, end - start).toString('hex');
}

const HEX_BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** e.g. "02:00:00:00:00:01". */
export function macText(data: Uint8Array, at: number): string {
  const key = u16(data, at) * 0x1_0000_0000 + u32(data, at + 2);
  const known = macTexts.find(key);
  if (known !== undefined) return known;
  return macTexts.keep(key, Array.from(data.subarray(at, at + 6), (byte) => HEX_BYTES[byte]).join(':'));
}

/** e.g. "192.0.2.1". */
export function ipv4Text(data: Uint8Array, at: number): string {
  const key = u32(data, at);
  return ipv4Texts.find(key) ?? ipv4Texts.keep(key, data.subarray(at, at + 4).join('.'));
}

const SLOTS = 1024;

/** Texts made before, by number; a number that falls into the slot of another takes its place. */
class SharedTexts {
  readonly #keys = new Float64Array(SLOTS).fill(-1);
  readonly #texts: string[] = Array.from({ length: SLOTS }, () => '');

  find(key: number): string | undefined {
    const slot = key % SLOTS;
    return this.#keys[slot] === key ? this.#texts[slot] : undefined;
  }

  keep(key: number, text: string): string {
    const slot = key % SLOTS;
    this.#keys[slot] = key;
    this.#texts[slot] = text;
    return text;
  }
}

// A capture of a million packets has few addresses: each is held once, and made once.
const macTexts = new SharedTexts();
const ipv4Texts = new SharedTexts();

/** As RFC 5952 writes it: the longest run of zero groups becomes "::". */
export function ipv6Text(data: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => u16(data, at + 2 * i));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${ipv4Text(data, at + 12)}`;
  }
  const run = longestZeroRun(groups);
  const words = groups.map((group) => group.toString(16));
  if (run.length < 2) return words.join(':');
  return `${words.slice(0, run.start).join(':')}::${words.slice(run.start + run.length).join(':')}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  for (const [i, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > best.length) best = { start: i - length + 1, length };
  }
  return best;
}
