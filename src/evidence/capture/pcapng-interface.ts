import { u8, u16, u16le, u32, u32le } from '../decode/bytes.ts';

/** An interface that a pcapng file describes. */
export interface CaptureInterface {
  linkType: number;
  /** 0 says no limit. */
  snapLength: number;
  /** Microseconds since the epoch of a time stamp, given as its upper and lower 32 bits. */
  timeUs(high: number, low: number): number;
}

interface BlockFields {
  bytes: Uint8Array;
  start: number;
  end: number;
  little: boolean;
}

/** Option codes of an interface description block. */
const TIME_RESOLUTION = 9;
const TIME_OFFSET = 14;

/** Reads the fields of an interface description block; at least 8 bytes are there. */
export function readInterface(fields: BlockFields): CaptureInterface {
  const { bytes, start, little } = fields;
  const resolution = findOption(fields, TIME_RESOLUTION);
  const code = resolution === undefined || resolution.length < 1 ? 6 : u8(resolution, 0);
  return {
    linkType: (little ? u16le : u16)(bytes, start),
    snapLength: (little ? u32le : u32)(bytes, start + 4),
    timeUs: clock(code, offsetSeconds(findOption(fields, TIME_OFFSET), little)),
  };
}

/** `code` is a negative power of 10, or of 2 where its top bit is set. */
function clock(code: number, offsetS: number): CaptureInterface['timeUs'] {
  const offsetUs = offsetS * 1_000_000;
  if (code === 6) return (high, low) => high * 0x1_0000_0000 + low + offsetUs;
  const ticksPerSecond = (code & 0x80 ? 2n : 10n) ** BigInt(code & 0x7f);
  return (high, low) => {
    // A nanosecond count since 1970 has more bits than a number holds exactly.
    const ticks = (BigInt(high) << 32n) | BigInt(low);
    return Number((ticks * 1_000_000n) / ticksPerSecond) + offsetUs;
  };
}

function offsetSeconds(option: Uint8Array | undefined, little: boolean): number {
  if (option === undefined || option.length < 8) return 0;
  const view = new DataView(option.buffer, option.byteOffset);
  return Number(view.getBigInt64(0, little));
}

/** The value of an option of an interface; the last, where it is there twice. */
function findOption({ bytes, start, end, little }: BlockFields, wanted: number): Uint8Array | undefined {
  const read16 = little ? u16le : u16;
  let found: Uint8Array | undefined;
  // The options come after the fixed fields.
  let at = start + 8;
  while (at + 4 <= end) {
    const code = read16(bytes, at);
    const length = read16(bytes, at + 2);
    if (code === 0 || at + 4 + length > end) break;
    if (code === wanted) found = bytes.subarray(at + 4, at + 4 + length);
    // Values are filled up to a multiple of 4 bytes.
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return found;
}
