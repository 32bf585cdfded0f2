import { closeSync, readFileSync, readSync } from 'node:fs';
import { openInside, openNamed } from './inside.ts';
import { MOST } from './limits.ts';

/** The bytes of a plain file of a folder that others may have made. Throws ENOENT where it is missing. */
export function readInside(dir: string, path: string, mostBytes: number = MOST.logBytes): Buffer {
  return readInsideIfThere(dir, path, mostBytes) ?? missing(path);
}

/** The same; undefined where it is missing. */
export function readInsideIfThere(dir: string, path: string, mostBytes: number = MOST.logBytes): Buffer | undefined {
  const opened = openInside(dir, path, mostBytes);
  return opened && readAndClose(opened.descriptor);
}

/** The bytes of a file that a person has named, by whatever links they use. */
export function readNamed(file: string, mostBytes: number = MOST.textBytes): Buffer {
  return readAndClose(openNamed(file, mostBytes).descriptor);
}

/** Opens the same file each time. */
export type Opener = () => ReturnType<typeof openNamed>;

/** A file that is read part by part. Nothing stays open between the reads. */
export function openParts(open: Opener): { size: number; read(offset: number, bytes: Uint8Array): number } {
  const { descriptor, stats } = open();
  closeSync(descriptor);
  return {
    size: stats.size,
    read(offset, bytes) {
      const again = open();
      try {
        return readAt(again.descriptor, offset, bytes);
      } finally {
        closeSync(again.descriptor);
      }
    },
  };
}

function readAt(descriptor: number, offset: number, bytes: Uint8Array): number {
  let there = 0;
  while (there < bytes.length) {
    const count = readSync(descriptor, bytes, there, bytes.length - there, offset + there);
    if (count === 0) break;
    there += count;
  }
  return there;
}

function readAndClose(descriptor: number): Buffer {
  try {
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** As the system says it, for those who tell of a missing file in their own words. */
export function missing(path: string): never {
  throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: 'ENOENT', path });
}
