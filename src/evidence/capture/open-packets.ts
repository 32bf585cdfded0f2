import { type Message, say } from '../../messages/message.ts';
import { connectionOf } from '../tcp/connections.ts';
import { Tracks } from '../tcp/tracks.ts';
import type { Connection } from '../types.ts';
import { type ByteSource, remembering } from './byte-source.ts';
import { FrameFile } from './frame-file.ts';
import { allBelow, PackedIndices } from './indices.ts';
import { PacketList, type PacketSource } from './packet-list.ts';
import { decodePacket } from './packets.ts';

/** A capture of any length: its packets are read when they are asked for. */
export interface OpenPackets {
  packets: PacketList;
  connections: Connection[];
  /** The packets of which the capture holds less than was on the wire. */
  cut: PacketList;
  /** Why the file could not be read to its end. */
  problem?: Message;
}

/** The packets of a capture file up to this size are kept in memory. */
const KEPT_BYTES = 64 * 1024;

/** Each connection takes memory, and what judges looks at each: more are no lab's, and 57 million fit into 4 GB. */
const MOST_CONNECTIONS = 20_000;

const TOO_MANY = say('tooManyConnections', { most: MOST_CONNECTIONS });

/** Goes over a pcap or pcapng file once, and keeps where its packets lie and which connection they belong to. */
export function openPackets(source: ByteSource): OpenPackets {
  const file = new FrameFile(remembering(source));
  const tracks = new Tracks();
  const own: PackedIndices[] = [];
  const cut = new PackedIndices();
  for (const frame of file.scan()) {
    if (frame.captured < frame.length) cut.push(frame.number - 1);
    const track = tracks.add(decodePacket(frame));
    if (track === undefined) continue;
    own[track.number - 1] ??= new PackedIndices();
    own[track.number - 1]?.push(frame.number - 1);
    if (tracks.all.length > MOST_CONNECTIONS) break;
  }
  const origin: PacketSource = { file, tracks, ...(source.size <= KEPT_BYTES && { kept: [] }) };
  const connections = tracks.all.map((track, i) => connectionOf(track, new PacketList(origin, own[i] ?? allBelow(0))));
  const packets = new PacketList(origin, allBelow(file.frames));
  const problem = connections.length > MOST_CONNECTIONS ? TOO_MANY : file.problem;
  const rest = { cut: new PacketList(origin, cut), ...(problem !== undefined && { problem }) };
  return { packets, connections, ...rest };
}
