import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
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
/** The header's length, in decimal digits. */
const PREFIX_BYTES = 8;

interface Header {
  key: string;
  chunks: { name: string; source: string; at: number; length: number }[];
}

/** Reads a pack. Nothing where there is none, where it is not whole, or where somebody else could have made it. */
export function readPack(place: PackPlace): Pack | undefined {
  try {
    const bytes = readTwice(readOwn(place));
    const length = Number(bytes.toString('latin1', 0, PREFIX_BYTES));
    const header: Header = JSON.parse(bytes.toString('utf8', PREFIX_BYTES, PREFIX_BYTES + length));
    if (header.key !== place.key) return undefined;
    const payload = bytes.subarray(align(PREFIX_BYTES + length));
    const pick = ({ name, source, at, length: size }: Header['chunks'][number]) =>
      [name, { source, bytes: payload.subarray(at, at + size) }] as const;
    return new Map(header.chunks.map(pick));
  } catch {
    return undefined;
  }
}

/** A pack as it is written: its length, what is in it, the bytecode, and all of it again. */
export function formatPack(key: string, pack: Pack): Buffer {
  let at = 0;
  const chunks = [...pack].map(([name, { source, bytes }]) => {
    const chunk = { name, source, at, length: bytes.length };
    at += align(bytes.length);
    return chunk;
  });
  const text = Buffer.from(JSON.stringify({ key, chunks } satisfies Header));
  const start = align(PREFIX_BYTES + text.length);
  const whole = Buffer.alloc(start + at, ' ');
  whole.write(`${text.length}`.padStart(PREFIX_BYTES, '0'));
  text.copy(whole, PREFIX_BYTES);
  for (const { name, at: from } of chunks) pack.get(name)?.bytes.copy(whole, start + from);
  return Buffer.concat([whole, whole]);
}

/**
 * V8 does not look whether bytecode is whole, and runs what it finds. So a pack is written twice: to compare two is all
 * that Node.js can do with bytes when it has just come up, and to load its checksums takes longer than all of the rest.
 */
function readTwice(bytes: Buffer): Buffer {
  const [one, other] = [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)];
  if (!one.equals(other)) throw new Error('not whole');
  return one;
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

function align(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
