import { createHash } from 'node:crypto';
import type { Tell } from '../messages/message.ts';
import { wireLength } from './tcp/text.ts';
import type { Packet } from './types.ts';

/** A packet as plain data: in place of its payload, how long that is and its SHA-256. */
export interface PacketJson extends Omit<Packet, 'timeUs' | 'payload' | 'payloadLength'> {
  /** "2026-10-08T11:15:23.118456Z"; absent where the capture tells no time. */
  time?: string;
  /** Bytes on the wire and in the capture; the hash is of those in the capture. */
  payload: { length: number; captured: number; sha256: string };
}

/** A packet as JSON, on one line. */
export function formatPacketJson(packet: Packet, tell: Tell): string {
  const { problem, ...fields } = packetAsJson(packet);
  return JSON.stringify({ ...fields, ...(problem && { problem: tell(problem) }) });
}

/** A packet with every field that was read. */
export function packetAsJson(packet: Packet): PacketJson {
  const { timeUs, payload, payloadLength: _, ...fields } = packet;
  const time = formatInstant(timeUs);
  const sha256 = createHash('sha256').update(payload).digest('hex');
  return {
    ...fields,
    ...(time !== undefined && { time }),
    payload: { length: wireLength(packet), captured: payload.length, sha256 },
  };
}

/** "2026-10-08T11:15:23.118456Z"; nothing for a time that no calendar has. */
function formatInstant(timeUs: number): string | undefined {
  const date = new Date(Math.floor(timeUs / 1000));
  if (timeUs === 0 || Number.isNaN(date.getTime())) return undefined;
  return date.toISOString().replace('Z', `${String(timeUs % 1000).padStart(3, '0')}Z`);
}
