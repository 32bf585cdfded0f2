import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileHash } from './types.ts';

/** Hashes of all files under `folder` of `dir`, paths relative to `dir`, sorted. */
export async function hashFolder(dir: string, folder: string): Promise<FileHash[]> {
  const paths = await listFolder(dir, folder);
  return Promise.all(paths.map((path) => hashFile(join(dir, path), path)));
}

/** The paths of all files under `folder` of `dir`, relative to `dir`, sorted. */
export async function listFolder(dir: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(dir, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.sort().map((file) => file.slice(join(dir, '/').length));
}

/** Up to this size a file is read at once: a stream costs more than the hash then. */
const AT_ONCE_BYTES = 1 << 20;

/** Size and SHA-256 of one file, under the name `path`. */
export async function hashFile(file: string, path: string): Promise<FileHash> {
  if (statSync(file).size <= AT_ONCE_BYTES) return hashBytes(readFileSync(file), path);
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(createReadStream(file), async (chunks: AsyncIterable<Buffer>) => {
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
