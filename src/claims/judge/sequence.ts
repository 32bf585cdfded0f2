import { matchesPacket, type PacketContext } from '../../evidence/select.ts';
import type { Connection } from '../../evidence/types.ts';
import type { PacketPattern } from '../../lab/pieces/packet.ts';

/** How far a connection shows a sequence. */
export interface Match {
  connection: Connection;
  /** The packets that match, in order. */
  frames: number[];
  /** The first pattern that no packet after `frames` matches; absent when the whole sequence is there. */
  missing?: PacketPattern;
}

/**
 * Looks for the patterns one after the other, each in the first packet that matches after the one before. If the
 * sequence is there at all, this finds it: an earlier match leaves more packets for the rest.
 */
export function matchSequence(
  connection: Connection,
  sequence: readonly PacketPattern[],
  context: PacketContext,
): Match {
  const frames: number[] = [];
  const own = { ...context, connection };
  connection.packets.some((packet) => {
    const pattern = sequence[frames.length];
    if (pattern === undefined) return true;
    if (matchesPacket(packet, pattern, own)) frames.push(packet.frame);
    return frames.length === sequence.length;
  });
  const missing = sequence[frames.length];
  return { connection, frames, ...(missing !== undefined && { missing }) };
}

export function isComplete({ missing }: Match): boolean {
  return missing === undefined;
}
