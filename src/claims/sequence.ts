import { matchesPacket, type PacketContext } from '../evidence/select.ts';
import type { Connection, Packet } from '../evidence/types.ts';
import type { PacketPattern } from '../lab/types.ts';

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
  let from = 0;
  for (const pattern of sequence) {
    const at = indexFrom(connection.packets, from, (packet) =>
      matchesPacket(packet, pattern, { ...context, connection }),
    );
    if (at < 0) return { connection, frames, missing: pattern };
    frames.push((connection.packets[at] as Packet).frame);
    from = at + 1;
  }
  return { connection, frames };
}

export function isComplete({ missing }: Match): boolean {
  return missing === undefined;
}

function indexFrom<T>(items: readonly T[], from: number, isWanted: (item: T) => boolean): number {
  for (let i = from; i < items.length; i++) if (isWanted(items[i] as T)) return i;
  return -1;
}
