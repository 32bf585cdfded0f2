/** Makes capture files and frames byte by byte, for what no program here writes. */

export function bytesOf(...parts: (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part.replaceAll(' ', ''), 'hex') : part)),
  );
}

export interface MadeFrame {
  seconds: number;
  /** Micro- or nanoseconds, as the file counts. */
  fraction: number;
  data: Uint8Array;
  /** On the wire, where it is not that of `data`. */
  length?: number;
}

interface Variant {
  little?: boolean;
  magic?: number;
  linkType?: number;
}

export function makePcap(
  frames: readonly MadeFrame[],
  { little = true, magic = 0xa1b2c3d4, linkType = 1 }: Variant = {},
): Uint8Array {
  const header = Buffer.alloc(24);
  const put32 = writer(little);
  put32(header, magic, 0);
  if (little) header.writeUInt16LE(2, 4);
  else header.writeUInt16BE(2, 4);
  put32(header, 262_144, 16);
  put32(header, linkType, 20);
  const records = frames.map(({ seconds, fraction, data, length }) => {
    const record = Buffer.alloc(magic === 0xa1b2cd34 ? 24 : 16);
    for (const [i, value] of [seconds, fraction, data.length, length ?? data.length].entries())
      put32(record, value, 4 * i);
    return bytesOf(record, data);
  });
  return bytesOf(header, ...records);
}

/** A pcapng block; `body` is filled up to a multiple of 4 bytes. */
export function makeBlock(type: number, body: Uint8Array, little = true): Uint8Array {
  const padded = bytesOf(body, Buffer.alloc((4 - (body.length % 4)) % 4));
  const put32 = writer(little);
  const head = Buffer.alloc(8);
  put32(head, type, 0);
  put32(head, padded.length + 12, 4);
  return bytesOf(head, padded, head.subarray(4));
}

/** 32-bit fields one after the other. */
export function words(values: readonly number[], little = true): Uint8Array {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) writer(little)(bytes, value, 4 * i);
  return bytes;
}

function writer(little: boolean): (bytes: Buffer, value: number, at: number) => void {
  return (bytes, value, at) => {
    if (little) bytes.writeUInt32LE(value, at);
    else bytes.writeUInt32BE(value, at);
  };
}

export interface MadeSegment {
  from?: number;
  to?: number;
  seq?: number;
  ack?: number;
  flags?: number;
  options?: string;
  payload?: string;
}

/** An IPv4 packet with a TCP segment, from 192.0.2.<from> port 4000<from> to 192.0.2.<to> port 8990 or back. */
export function makeTcp({
  from = 2,
  to = 1,
  seq = 0,
  ack = 0,
  flags = 0x10,
  options = '',
  payload = '',
}: MadeSegment): Uint8Array {
  const added = bytesOf(options);
  const data = Buffer.from(payload);
  const tcp = Buffer.alloc(20);
  tcp.writeUInt16BE(portOf(from), 0);
  tcp.writeUInt16BE(portOf(to), 2);
  tcp.writeUInt32BE(seq, 4);
  tcp.writeUInt32BE(ack, 8);
  tcp[12] = ((20 + added.length) / 4) << 4;
  tcp[13] = flags;
  tcp.writeUInt16BE(500, 14);
  return bytesOf(makeIpv4({ protocol: 6, from, to, bytes: 20 + added.length + data.length }), tcp, added, data);
}

function portOf(host: number): number {
  return host === 1 ? 8990 : 40_000 + host;
}

export interface MadeIpv4 {
  protocol: number;
  from?: number;
  to?: number;
  /** Bytes after the header. */
  bytes: number;
  options?: string;
}

export function makeIpv4({ protocol, from = 2, to = 1, bytes, options = '' }: MadeIpv4): Uint8Array {
  const added = bytesOf(options);
  const header = Buffer.from('450000000000400040000000c0000200c0000200', 'hex');
  header[0] = 0x40 | (5 + added.length / 4);
  header.writeUInt16BE(20 + added.length + bytes, 2);
  header[9] = protocol;
  header[15] = from;
  header[19] = to;
  return bytesOf(header, added);
}

export const ETHERNET = '020000000001 020000000002 0800';

/** One frame, a second after the epoch. */
export function makeFrame(...parts: (string | Uint8Array)[]): MadeFrame {
  return { seconds: 1, fraction: 0, data: bytesOf(...parts) };
}
