import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** A file that is read part by part. Nothing stays open between the reads. */
export function openLog(file: string): {
  size: number;
  read(offset: number, length: number, into?: Uint8Array): Uint8Array;
} {
  const { size } = statSync(file);
  return {
    size,
    read(offset, length, into) {
      const there = Math.max(0, Math.min(length, size - offset));
      const bytes = into !== undefined && into.length >= there ? into.subarray(0, there) : allocate(there);
      return readInto(bytes, file, offset);
    },
  };
}

/** Plain bytes, since parts of a Buffer are slower to take; what lies in them is written over. */
function allocate(length: number): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
}

function readInto(bytes: Uint8Array, file: string, offset: number): Uint8Array {
  const { length } = bytes;
  const descriptor = openSync(file, 'r');
  try {
    let there = 0;
    while (there < length) {
      const count = readSync(descriptor, bytes, there, length - there, offset + there);
      if (count === 0) break;
      there += count;
    }
    return bytes.subarray(0, there);
  } finally {
    closeSync(descriptor);
  }
}
