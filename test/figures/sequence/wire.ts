import { Facts } from '../../../src/evidence/facts.ts';
import type { TcpFlag } from '../../../src/lab/terms.ts';
import type { HostFacts, RunRecord } from '../../../src/record/run-record.ts';
import { bytesOf, type MadeFrame, makePcap } from '../../evidence/capture/frames.ts';
import { makeRun, type TestRun } from '../../report/fixture.ts';

const FLAG_BITS: Record<TcpFlag, number> = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ECE: 64, CWR: 128 };
/** 2026-10-08, 13:15:23 +02:00 */
const BEGAN_S = 1_791_458_123;

/** A packet of a test's capture; addresses are IPv4, or IPv6 written in full. */
export interface WirePacket {
  /** Microseconds since the one before. */
  afterUs?: number;
  from: string;
  to: string;
  ports?: readonly [from: number, to: number];
  tcp?: { flags: TcpFlag[]; seq: number; ack?: number };
  /** Type, code, identifier, sequence number. */
  icmp?: readonly [number, number, number, number];
  arp?: 'request' | 'reply';
  payload?: string | Uint8Array;
  /** The frame's bytes in place of all this. */
  bytes?: Uint8Array;
}

/** A pcap file with these packets. */
export function makeCapture(packets: readonly WirePacket[]): Uint8Array {
  let us = 0;
  const frames = packets.map((packet): MadeFrame => {
    us += packet.afterUs ?? 20;
    return { seconds: BEGAN_S + Math.floor(us / 1e6), fraction: us % 1e6, data: packet.bytes ?? frameOf(packet) };
  });
  return makePcap(frames);
}

/** The facts of a run with one capture, "wire". */
export function wireFacts(packets: readonly WirePacket[], record: Partial<RunRecord> = {}, run: TestRun = {}): Facts {
  const made = makeRun({ captures: [{ id: 'wire' }], record, ...run });
  const read = (path: string) => (path === 'logs/wire.pcap' ? makeCapture(packets) : made.read(path));
  return new Facts({ record: made.facts.record, read });
}

export function hostOf(name: string, ...addresses: string[]): HostFacts {
  const interfaces = addresses.map((address, i) => ({ name: `eth${i}`, network: 'lan', address }));
  return { name, fullName: `${name}.lab.example`, reach: name, interfaces };
}

function frameOf(packet: WirePacket): Uint8Array {
  const macs = '020000000001 020000000002';
  if (packet.arp !== undefined) return bytesOf(macs, '0806', arpOf(packet));
  const isV6 = packet.from.includes(':');
  const carried = carriedOf(packet);
  const protocol = packet.tcp !== undefined ? 6 : packet.icmp === undefined ? 17 : isV6 ? 58 : 1;
  const header = isV6 ? ipv6Header(packet, protocol, carried.length) : ipv4Header(packet, protocol, carried.length);
  return bytesOf(macs, isV6 ? '86dd' : '0800', header, carried);
}

function carriedOf({ ports = [0, 0], tcp, icmp, payload = '' }: WirePacket): Uint8Array {
  const data = typeof payload === 'string' ? Buffer.from(payload) : payload;
  if (icmp !== undefined) {
    const [type, code, identifier, sequence] = icmp;
    return bytesOf(Uint8Array.of(type, code, 0, 0), words16(identifier, sequence), data);
  }
  if (tcp === undefined) return bytesOf(words16(...ports, 8 + data.length, 0), data);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(tcp.seq >>> 0, 0);
  numbers.writeUInt32BE((tcp.ack ?? 0) >>> 0, 4);
  const bits = tcp.flags.reduce((sum, flag) => sum | FLAG_BITS[flag], 0);
  return bytesOf(words16(...ports), numbers, Uint8Array.of(0x50, bits), words16(64_240, 0, 0), data);
}

function ipv4Header({ from, to }: WirePacket, protocol: number, length: number): Uint8Array {
  return bytesOf('4500', words16(20 + length), '00000000', Uint8Array.of(64, protocol), '0000', ipv4(from), ipv4(to));
}

function ipv6Header({ from, to }: WirePacket, protocol: number, length: number): Uint8Array {
  return bytesOf('60000000', words16(length), Uint8Array.of(protocol, 64), ipv6(from), ipv6(to));
}

function arpOf({ from, to, arp }: WirePacket): Uint8Array {
  const operation = arp === 'request' ? '0001' : '0002';
  return bytesOf('0001 0800 06 04', operation, '020000000001', ipv4(from), '020000000002', ipv4(to));
}

function words16(...values: number[]): Uint8Array {
  return Buffer.from(values.flatMap((value) => [value >> 8, value & 0xff]));
}

function ipv4(address: string): Uint8Array {
  return Uint8Array.from(address.split('.').map(Number));
}

function ipv6(address: string): Uint8Array {
  return words16(...address.split(':').map((group) => Number.parseInt(group, 16)));
}
