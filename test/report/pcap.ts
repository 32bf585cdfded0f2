import type { TcpFlag } from '../../src/lab/terms.ts';

const FLAG_BITS: Record<TcpFlag, number> = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ECE: 64, CWR: 128 };

/** A TCP segment for a capture of a test: from and to are "192.0.2.2:36030". */
export interface TestSegment {
  timeUs: number;
  from: string;
  to: string;
  flags: TcpFlag[];
  seq?: number;
  ack?: number;
  payload?: string;
}

/** A pcap file (LINKTYPE_ETHERNET, microseconds) with these segments. */
export function makePcap(segments: readonly TestSegment[]): Uint8Array {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(262_144, 16);
  header.writeUInt32LE(1, 20);
  return Buffer.concat([header, ...segments.flatMap((segment) => [recordHeader(segment), frame(segment)])]);
}

function recordHeader(segment: TestSegment): Buffer {
  const header = Buffer.alloc(16);
  const { length } = frame(segment);
  header.writeUInt32LE(Math.floor(segment.timeUs / 1_000_000), 0);
  header.writeUInt32LE(segment.timeUs % 1_000_000, 4);
  header.writeUInt32LE(length, 8);
  header.writeUInt32LE(length, 12);
  return header;
}

function frame({ from, to, flags, seq = 0, ack = 0, payload = '' }: TestSegment): Buffer {
  const data = Buffer.from(payload);
  const ethernet = Buffer.from('020000000001020000000002' + '0800', 'hex');
  const ip = Buffer.alloc(20);
  ip.writeUInt8(0x45, 0);
  ip.writeUInt16BE(40 + data.length, 2);
  ip.writeUInt8(64, 8);
  ip.writeUInt8(6, 9);
  addressOf(from).copy(ip, 12);
  addressOf(to).copy(ip, 16);
  const tcp = Buffer.alloc(20);
  tcp.writeUInt16BE(portOf(from), 0);
  tcp.writeUInt16BE(portOf(to), 2);
  tcp.writeUInt32BE(seq, 4);
  tcp.writeUInt32BE(ack, 8);
  tcp.writeUInt8(0x50, 12);
  tcp.writeUInt8(
    flags.reduce((bits, flag) => bits | FLAG_BITS[flag], 0),
    13,
  );
  tcp.writeUInt16BE(64_240, 14);
  return Buffer.concat([ethernet, ip, tcp, data]);
}

function addressOf(endpoint: string): Buffer {
  return Buffer.from((endpoint.split(':')[0] as string).split('.').map(Number));
}

function portOf(endpoint: string): number {
  return Number(endpoint.split(':')[1]);
}
