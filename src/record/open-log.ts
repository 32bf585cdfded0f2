import { openInside, openNamed } from '../files/inside.ts';
import { MOST } from '../files/limits.ts';
import { missing, type Opener, openParts } from '../files/read.ts';

/** A file that is read part by part. Nothing stays open between the reads. */
export interface OpenLog {
  size: number;
  read(offset: number, length: number, into?: Uint8Array): Uint8Array;
}

/** A log of a report's folder. */
export function openLogInside(dir: string, path: string): OpenLog {
  return openWith(() => openInside(dir, path, MOST.totalBytes) ?? missing(path));
}

/** A file that a person has named, of any size. */
export function openLog(file: string): OpenLog {
  return openWith(() => openNamed(file, Number.POSITIVE_INFINITY));
}

function openWith(open: Opener): OpenLog {
  const { size, read } = openParts(open);
  return {
    size,
    read(offset, length, into) {
      const there = Math.max(0, Math.min(length, size - offset));
      const bytes = into !== undefined && into.length >= there ? into.subarray(0, there) : allocate(there);
      return bytes.subarray(0, read(offset, bytes));
    },
  };
}

/** Plain bytes, since parts of a Buffer are slower to take; what lies in them is written over. */
function allocate(length: number): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
}
