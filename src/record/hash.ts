import { createHash } from 'node:crypto';
import { closeSync, createReadStream, readFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { openInside } from '../files/inside.ts';
import { MOST } from '../files/limits.ts';
import { listInside } from '../files/list.ts';
import { missing } from '../files/read.ts';
import type { FileHash } from './run-record.ts';

/** Hashes of all files under `folder` of `dir`, paths relative to `dir`, sorted. */
export async function hashFolder(dir: string, folder: string): Promise<FileHash[]> {
  const paths = [...listInside(dir, folder).files.keys()].sort();
  return hashFiles(dir, paths);
}

/** Hashes of some files of `dir`, one after the other: many that are large are not all held open. */
export async function hashFiles(dir: string, paths: readonly string[]): Promise<FileHash[]> {
  const hashes: FileHash[] = [];
  for (const path of paths) hashes.push(await hashFile(dir, path));
  return hashes;
}

/** Up to this size a file is read at once: a stream costs more than the hash then. */
const AT_ONCE_BYTES = 1 << 20;

/** Size and SHA-256 of a file of `dir`. */
export async function hashFile(dir: string, path: string): Promise<FileHash> {
  const { descriptor, stats } = openInside(dir, path, MOST.totalBytes) ?? missing(path);
  if (stats.size <= AT_ONCE_BYTES) {
    try {
      return hashBytes(readFileSync(descriptor), path);
    } finally {
      closeSync(descriptor);
    }
  }
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream('', { fd: descriptor }), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      hash.update(chunk);
    }
  });
  return { path, bytes, sha256: hash.digest('hex') };
}

function hashBytes(bytes: Uint8Array, path: string): FileHash {
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** SHA-256 of a text, in UTF-8 where it is not given as bytes. */
export function hashText(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
