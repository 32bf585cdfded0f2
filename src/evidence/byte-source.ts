/** A file, or bytes in memory, of which a part at a time is read. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `offset` on, fewer where the file ends; they may be put into `into`, where it is long enough. */
  read(offset: number, length: number, into?: Uint8Array): Uint8Array;
}

/** Bytes that are in memory. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}
