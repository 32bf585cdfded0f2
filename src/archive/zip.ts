import { createHash } from 'node:crypto';
import { closeSync, readSync, writeSync } from 'node:fs';
import { Zip, ZipDeflate } from 'fflate';
import { openInside } from '../files/inside.ts';
import { MOST } from '../files/limits.ts';
import { missing } from '../files/read.ts';

/** A file of an archive: what it holds, or where that lies. */
export interface Member {
  /** Its name in the archive, with `/` between folders. */
  path: string;
  content: Uint8Array | { dir: string; path: string };
  executable?: boolean;
}

const READ_BYTES = 1 << 20;
/** A zip without its 64-bit extension counts in 32 bits, and its members in 16. */
export const MOST_BYTES = 4_000_000_000;
export const MOST_MEMBERS = 65_000;

/** The earliest time that a zip can tell: it has no time zone, so a real one would differ from place to place. */
const TIME = [1980, 0, 1] as const;
const UNIX = 3;
const REGULAR = 0o100000;

/**
 * Writes a zip to an open file and gives its size and hash. The same members give the same bytes: they are sorted, have
 * one time, no owner, and one of two modes. Whole files are never held in memory.
 */
export function writeZip(descriptor: number, members: readonly Member[]): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  let bytes = 0;
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    hash.update(chunk);
    writeAll(descriptor, chunk);
    bytes += chunk.length;
  });
  for (const member of [...members].sort((a, b) => (a.path < b.path ? -1 : 1))) add(zip, member);
  zip.end();
  return { bytes, sha256: hash.digest('hex') };
}

function add(zip: Zip, { path, content, executable = false }: Member): void {
  const entry = new ZipDeflate(path, { level: 6 });
  entry.mtime = new Date(...TIME);
  entry.os = UNIX;
  entry.attrs = (REGULAR | (executable ? 0o755 : 0o644)) << 16;
  zip.add(entry);
  if (content instanceof Uint8Array) entry.push(content, true);
  else pushFile(entry, content);
}

function pushFile(entry: ZipDeflate, { dir, path }: { dir: string; path: string }): void {
  const { descriptor } = openInside(dir, path, MOST.totalBytes) ?? missing(path);
  try {
    for (;;) {
      const chunk = new Uint8Array(READ_BYTES);
      const count = readSync(descriptor, chunk);
      if (count === 0) break;
      entry.push(chunk.subarray(0, count));
    }
    entry.push(new Uint8Array(0), true);
  } finally {
    closeSync(descriptor);
  }
}

function writeAll(descriptor: number, chunk: Uint8Array): void {
  for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at);
}
