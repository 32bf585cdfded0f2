import { createHash } from 'node:crypto';
import type { Tell } from '../messages/message.ts';
import { wireLength } from './tcp/text.ts';
import type { Packet } from './types.ts';

/** A packet as JSON, on one line. */
export function formatPacketJson(packet: Packet, tell: Tell): string {
  return JSON.stringify(packetAsJson(packet, tell));
}

/** A packet as one JSON object: every field that was read, and in place of the payload its length and SHA-256. */
function packetAsJson(packet: Packet, tell: Tell): Record<string, unknown> {
  const { timeUs, payload, payloadLength: _, problem, ...fields } = packet;
  const sha256 = createHash('sha256').update(payload).digest('hex');
  return {
    ...fields,
    ...(problem && { problem: tell(problem) }),
    time: formatInstant(timeUs),
    payload: { length: wireLength(packet), captured: payload.length, sha256 },
  };
}

/** "2026-10-08T11:15:23.118456Z"; nothing for a time that no calendar has. */
function formatInstant(timeUs: number): string | undefined {
  const date = new Date(Math.floor(timeUs / 1000));
  if (timeUs === 0 || Number.isNaN(date.getTime())) return undefined;
  return date.toISOString().replace('Z', `${String(timeUs % 1000).padStart(3, '0')}Z`);
}
