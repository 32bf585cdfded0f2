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

const HEAD_BYTES = 24;
const KEPT_BYTES = 256 * 1024;

/** The same source, of which the part that was read last is kept: short parts that lie beside each other are read once. */
export function remembering(source: ByteSource): ByteSource {
  // Every reader begins with the file's head.
  const head = source.read(0, HEAD_BYTES);
  let kept: { offset: number; bytes: Uint8Array } = { offset: 0, bytes: new Uint8Array() };
  return {
    size: source.size,
    read(offset, length, into) {
      if (offset + length <= head.length) return head.subarray(offset, offset + length);
      if (length > KEPT_BYTES / 4) return source.read(offset, length, into);
      const end = Math.min(offset + length, source.size);
      if (offset < kept.offset || end > kept.offset + kept.bytes.length)
        kept = { offset, bytes: source.read(offset, KEPT_BYTES) };
      return kept.bytes.subarray(offset - kept.offset, Math.max(offset, end) - kept.offset);
    },
  };
}
