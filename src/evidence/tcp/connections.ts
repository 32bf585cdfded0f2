import type { Connection, Packet } from '../types.ts';
import { fillRelative, type Track, Tracks } from './tracks.ts';

/**
 * The TCP connections of packets in memory, in the order of their first packets. A SYN with another sequence number on
 * the same addresses and ports begins a new connection. Fills in the segments' relative sequence numbers.
 */
export function connectionsOf(packets: Iterable<Packet>): (Connection & { packets: Packet[] })[] {
  const tracks = new Tracks();
  const own: Packet[][] = [];
  for (const packet of packets) {
    const track = tracks.add(packet);
    if (track === undefined) continue;
    own[track.number - 1] ??= [];
    own[track.number - 1]?.push(packet);
  }
  return tracks.all.map((track, i) => {
    const its = own[i] ?? [];
    for (const packet of its) fillRelative(packet, track);
    return connectionOf(track, its);
  });
}

/** A track as a connection with these packets. */
export function connectionOf<T extends Connection['packets']>(
  { number, client, server }: Track,
  packets: T,
): Connection & { packets: T } {
  return { number, client, server, packets };
}
