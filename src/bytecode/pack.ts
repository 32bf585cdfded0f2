import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { isOwn, type PackPlace } from './place.ts';

/** The bytecode of a file, and the size and time of the file that it was made of. */
export interface Chunk {
  source: string;
  bytes: Buffer;
}

/** The bytecode of all files that a command needs, by their names. */
export type Pack = Map<string, Chunk>;

/** Nothing of labreport's comes near it. */
const MOST_BYTES = 64 * 1024 * 1024;
/** V8 copies what begins elsewhere. */
const ALIGNMENT = 8;
/** The header's length and checksum, 8 hexadecimal digits each, and a line end. */
const PREFIX_BYTES = 17;

interface Header {
  key: string;
  chunks: { name: string; source: string; at: number; length: number; crc: number }[];
}

/** Reads a pack. Nothing where there is none, where it is not whole, or where somebody else could have made it. */
export function readPack(place: PackPlace): Pack | undefined {
  try {
    const bytes = readOwn(place);
    const [header, start] = parseHeader(bytes);
    if (header.key !== place.key) return undefined;
    return new Map(header.chunks.map((chunk) => [chunk.name, pick(bytes, start, chunk)]));
  } catch {
    return undefined;
  }
}

/** A pack as it is written. */
export function formatPack(key: string, pack: Pack): Buffer {
  let at = 0;
  const chunks = [...pack].map(([name, { source, bytes }]) => {
    const chunk = { name, source, at, length: bytes.length, crc: crc32(bytes) };
    at += align(bytes.length);
    return chunk;
  });
  const text = Buffer.from(JSON.stringify({ key, chunks } satisfies Header));
  const start = align(PREFIX_BYTES + text.length);
  const whole = Buffer.alloc(start + at, ' ');
  whole.write(`${hex(text.length)}${hex(crc32(text))}\n`);
  text.copy(whole, PREFIX_BYTES);
  for (const { name, at: from } of chunks) pack.get(name)?.bytes.copy(whole, start + from);
  return whole;
}

/** Folders and file have to be the user's own: with `sudo`, HOME may be somebody else's. */
function readOwn({ home, folders, name }: PackPlace): Buffer {
  const [outer, inner] = [join(home, folders[0]), join(home, ...folders)];
  for (const found of [statSync(home), lstatSync(outer), lstatSync(inner)])
    if (!found.isDirectory() || !isOwn(found)) throw new Error('not our own');
  const file = openSync(join(inner, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const found = fstatSync(file);
    if (!found.isFile() || !isOwn(found) || found.size > MOST_BYTES) throw new Error('not our own');
    const bytes = Buffer.allocUnsafeSlow(found.size);
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function parseHeader(bytes: Buffer): [Header, number] {
  const [length, crc] = [0, 8].map((at) => Number.parseInt(bytes.toString('latin1', at, at + 8), 16)) as [
    number,
    number,
  ];
  const text = bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + length);
  if (text.length !== length || crc32(text) !== crc) throw new Error('not whole');
  return [JSON.parse(text.toString()), align(PREFIX_BYTES + length)];
}

/** V8 does not look whether bytecode is whole, and runs what it finds. */
function pick(pack: Buffer, start: number, { source, at, length, crc }: Header['chunks'][number]): Chunk {
  const bytes = pack.subarray(start + at, start + at + length);
  if (bytes.length !== length || crc32(bytes) !== crc) throw new Error('not whole');
  return { source, bytes };
}

function align(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function hex(number: number): string {
  return number.toString(16).padStart(8, '0');
}
