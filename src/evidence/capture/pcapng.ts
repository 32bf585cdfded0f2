import { type Message, say } from '../../messages/message.ts';
import { hex, u16, u16le, u32, u32le } from '../decode/bytes.ts';
import { type Frame, type FrameReader, MAX_CAPTURED_BYTES, type Stop } from './frame.ts';
import { type CaptureInterface, readInterface } from './pcapng-interface.ts';

/** Block types of draft-ietf-opsawg-pcapng. */
const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const OBSOLETE_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;
/** Type, length, and the length once more at the end. */
const FRAMING_BYTES = 12;
/** The limit that libpcap has, too. */
const MAX_BLOCK_BYTES = 16 * 1024 * 1024;
/** More than any machine captures at; each section is copied when it describes one more. */
const MAX_INTERFACES = 1000;

/** What a section tells; never changed, but replaced. */
interface Section {
  little: boolean;
  interfaces: readonly CaptureInterface[];
}

interface State {
  section: Section;
  frames: number;
}

/** A block with its framing checked: its fields lie in [start, end). */
interface Block {
  bytes: Uint8Array;
  type: number;
  start: number;
  end: number;
}

/** Whether a file that begins with `head` is pcapng. */
export function isPcapng(head: Uint8Array): boolean {
  return head.length >= 4 && u32(head, 0) === SECTION;
}

/** Reads pcapng files block by block: both byte orders, any time resolution, several sections and interfaces. */
export function pcapngReader(): FrameReader {
  const state: State = { section: { little: false, interfaces: [] }, frames: 0 };
  return {
    get context() {
      return state.section;
    },
    resume(frames, context) {
      Object.assign(state, { frames, section: context });
    },
    step(bytes, offset) {
      const block = findBlock(state, bytes, offset);
      if ('problem' in block) return block;
      const result = readBlock(state, block);
      if (result !== undefined && 'problem' in result) return result;
      const next = block.end + 4;
      return result === undefined ? { next } : { next, frame: result };
    },
  };
}

function findBlock(state: State, bytes: Uint8Array, offset: number): Block | Stop {
  const there = bytes.length - offset;
  if (there < FRAMING_BYTES) return cut(state, there, FRAMING_BYTES);
  const isSection = u32(bytes, offset) === SECTION;
  // A section names its own byte order, in the field after its length.
  const little = isSection ? u32le(bytes, offset + 8) === 0x1a2b3c4d : state.section.little;
  if (isSection && !little && u32(bytes, offset + 8) !== 0x1a2b3c4d) {
    return damaged(state, say('byteOrder', { reads: hex(bytes, offset + 8, offset + 12) }));
  }
  const read32 = little ? u32le : u32;
  const length = read32(bytes, offset + 4);
  if (length < FRAMING_BYTES || length % 4 !== 0 || length > MAX_BLOCK_BYTES) {
    return damaged(state, say('blockLength', { bytes: length }));
  }
  if (there < length) return cut(state, there, length);
  const end = offset + length - 4;
  if (read32(bytes, end) !== length) return damaged(state, say('lengthsDiffer'));
  if (isSection) state.section = { little, interfaces: [] };
  return { bytes, type: read32(bytes, offset), start: offset + 8, end };
}

/** The block's frame, nothing when it holds none, or why it can't be read. */
function readBlock(state: State, block: Block): Frame | Stop | undefined {
  const { start, end } = block;
  switch (block.type) {
    case SECTION:
      return readSection(state, block);
    case INTERFACE:
      if (end - start < 8) return damaged(state, say('shortInterface'));
      return addInterface(state, block);
    case ENHANCED_PACKET:
    case OBSOLETE_PACKET:
      return readPacket(state, block);
    case SIMPLE_PACKET:
      return readSimplePacket(state, block);
    default:
      return undefined;
  }
}

function addInterface(state: State, { bytes, start, end }: Block): Stop | undefined {
  if (state.section.interfaces.length === MAX_INTERFACES)
    return damaged(state, say('manyInterfaces', { most: MAX_INTERFACES }));
  const added = readInterface({ bytes, start, end, little: state.section.little });
  state.section = { ...state.section, interfaces: [...state.section.interfaces, added] };
  return undefined;
}

function readSection(state: State, { bytes, start, end }: Block): Stop | undefined {
  if (end - start < 16) return damaged(state, say('shortSection'));
  const major = (state.section.little ? u16le : u16)(bytes, start + 4);
  return major === 1 ? undefined : { problem: say('fileVersion', { format: 'pcapng', found: major, expected: 1 }) };
}

function readPacket(state: State, { bytes, type, start, end }: Block): Frame | Stop {
  if (end - start < 20) return damaged(state, say('shortPacketBlock'));
  const read32 = state.section.little ? u32le : u32;
  const index = type === ENHANCED_PACKET ? read32(bytes, start) : (state.section.little ? u16le : u16)(bytes, start);
  const device = state.section.interfaces[index];
  if (device === undefined) return damaged(state, say('interfaceUnknown', { index }));
  const timeUs = device.timeUs(read32(bytes, start + 4), read32(bytes, start + 8));
  const captured = read32(bytes, start + 12);
  const data = { bytes, start: start + 20, end, captured };
  return frameOf(state, { timeUs, linkType: device.linkType, length: read32(bytes, start + 16), data });
}

function readSimplePacket(state: State, { bytes, start, end }: Block): Frame | Stop {
  const device = state.section.interfaces[0];
  if (device === undefined || end - start < 4) return damaged(state, say('shortSimpleBlock'));
  const length = (state.section.little ? u32le : u32)(bytes, start);
  const captured = Math.min(length, device.snapLength || length);
  return frameOf(state, {
    timeUs: 0,
    linkType: device.linkType,
    length,
    data: { bytes, start: start + 4, end, captured },
  });
}

interface FrameFacts {
  timeUs: number;
  linkType: number;
  length: number;
  data: { bytes: Uint8Array; start: number; end: number; captured: number };
}

function frameOf(state: State, { timeUs, linkType, length, data }: FrameFacts): Frame | Stop {
  const { bytes, start, end, captured } = data;
  if (captured > end - start || captured > MAX_CAPTURED_BYTES) {
    return damaged(state, say('packetTooLong', { bytes: captured, block: end - start }));
  }
  const number = ++state.frames;
  return { number, timeUs, linkType, length, captured, data: bytes.subarray(start, start + captured) };
}

function damaged(state: State, why: Message): Stop {
  return { problem: say('damaged', { frames: state.frames, why }) };
}

function cut(state: State, there: number, needed: number): Stop {
  return {
    problem: say('endsInBlock', { frames: state.frames, there, needed }),
    needed,
  };
}
