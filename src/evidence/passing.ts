import type { Packet, PassingBytes, PassingPacket } from './types.ts';

/** A packet that can be kept while others are read. */
export function keepPacket(packet: PassingPacket): Packet {
  return { ...packet, payload: copyBytes(packet.payload) };
}

/** A copy of the bytes, of the first `most` where there are more. */
export function copyBytes(bytes: PassingBytes, most = bytes.length): Uint8Array {
  return new Uint8Array(lookAt(bytes).subarray(0, most));
}

/** Whether the text stands somewhere in the bytes, in UTF-8. */
export function holdsText(bytes: PassingBytes, text: string): boolean {
  const { buffer, byteOffset, length } = lookAt(bytes);
  return Buffer.from(buffer, byteOffset, length).includes(text, 0, 'utf8');
}

/** The bytes as what they are, which nobody but these functions may have. */
function lookAt(bytes: PassingBytes): Uint8Array {
  return bytes as Uint8Array;
}
