import { type Message, say } from '../../messages/message.ts';
import { hex, u16, u16le, u32, u32le } from '../decode/bytes.ts';
import { type Frame, type FrameReader, MAX_CAPTURED_BYTES, type Step, type Stop } from './frame.ts';
import { isPcapng, pcapngReader } from './pcapng.ts';

export type { Frame } from './frame.ts';

const HEADER_BYTES = 24;

/** The magic numbers of pcap files (RFC draft-ietf-opsawg-pcap) as their first four bytes in the file. */
const MAGICS: Record<string, Layout> = {
  a1b2c3d4: { little: false, ticksPerUs: 1, recordBytes: 16 },
  d4c3b2a1: { little: true, ticksPerUs: 1, recordBytes: 16 },
  a1b23c4d: { little: false, ticksPerUs: 1000, recordBytes: 16 },
  '4d3cb2a1': { little: true, ticksPerUs: 1000, recordBytes: 16 },
  // An old variant of Linux tcpdump, with 8 more bytes in front of each frame.
  a1b2cd34: { little: false, ticksPerUs: 1, recordBytes: 24 },
  '34cdb2a1': { little: true, ticksPerUs: 1, recordBytes: 24 },
};

interface Layout {
  little: boolean;
  ticksPerUs: 1 | 1000;
  recordBytes: 16 | 24;
}

/** The frames of a pcap or pcapng file. Returns what ended the reading before the file's end, if anything did. */
export function* readFrames(bytes: Uint8Array): Generator<Frame, Message | undefined, void> {
  const opened = openFrames(bytes);
  if ('problem' in opened) return opened.problem;
  let offset = opened.start;
  while (offset < bytes.length) {
    const step = opened.reader.step(bytes, offset);
    if ('problem' in step) return step.problem;
    if (step.frame !== undefined) yield step.frame;
    offset = step.next;
  }
  return undefined;
}

/** The reader for a file that begins with `head` (24 bytes are enough), and the offset of its first step. */
export function openFrames(head: Uint8Array): { reader: FrameReader; start: number } | Stop {
  if (isPcapng(head)) return { reader: pcapngReader(), start: 0 };
  const layout = MAGICS[hex(head, 0, Math.min(4, head.length))];
  if (layout === undefined) return { problem: foreign(head) };
  if (head.length < HEADER_BYTES) {
    return { problem: say('endsInHeader', { there: head.length, needed: HEADER_BYTES }) };
  }
  const major = (layout.little ? u16le : u16)(head, 4);
  if (major !== 2) return { problem: say('fileVersion', { format: 'pcap', found: major, expected: 2 }) };
  // The upper bits tell of frame check sequences, not of the link type.
  const linkType = (layout.little ? u32le : u32)(head, 20) & 0x03ffffff;
  return { reader: pcapReader(layout, linkType), start: HEADER_BYTES };
}

function pcapReader({ little, ticksPerUs, recordBytes }: Layout, linkType: number): FrameReader {
  const read32 = little ? u32le : u32;
  let number = 0;
  function step(bytes: Uint8Array, offset: number): Step {
    const there = bytes.length - offset;
    if (there < recordBytes) return cut(number + 1, there, recordBytes);
    const captured = read32(bytes, offset + 8);
    if (captured > MAX_CAPTURED_BYTES) {
      return { problem: say('frameTooLong', { frame: number + 1, bytes: captured }) };
    }
    const start = offset + recordBytes;
    const next = start + captured;
    if (next > bytes.length) return cut(number + 1, there, recordBytes + captured);
    number++;
    const timeUs = read32(bytes, offset) * 1_000_000 + Math.floor(read32(bytes, offset + 4) / ticksPerUs);
    const length = read32(bytes, offset + 12);
    return { next, frame: { number, timeUs, linkType, length, captured, data: bytes.subarray(start, next) } };
  }
  function resume(frames: number): void {
    number = frames;
  }
  return { step, resume, context: undefined };
}

function cut(frame: number, there: number, needed: number): Stop {
  return { problem: say('endsInFrame', { frame, there, needed }), needed };
}

function foreign(head: Uint8Array): Message {
  if (head.length < 4) return say('fileTooShort', { bytes: head.length, needed: HEADER_BYTES });
  const found = hex(head, 0, 4);
  if (found.startsWith('1f8b')) return say('fileCompressed');
  return say('fileForeign', { begins: found });
}
