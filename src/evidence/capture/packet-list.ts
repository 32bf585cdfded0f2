import { keepPacket } from '../passing.ts';
import { fillRelative, type Track, type Tracks } from '../tcp/tracks.ts';
import type { Packet, Packets, PassingPacket } from '../types.ts';
import type { Frame, PassingFrame } from './frame.ts';
import type { FrameFile } from './frame-file.ts';
import { type Indices, PackedIndices } from './indices.ts';
import { decodePacket } from './packets.ts';

/** What a list reads its packets from. */
export interface PacketSource {
  file: FrameFile;
  tracks: Tracks;
  /** For single packets: one reader for all lists, since each holds a block of the file. */
  read?: (index: number) => Packet;
  /** Packets of a short capture that were read already: they are kept, and asked for again and again. */
  kept?: Packet[];
}

/**
 * Packets of a capture that are read from its file each time they are asked for, unless it is short, so that the length of
 * a capture costs little memory. The same packet may come as another object each time: frames tell which is which.
 */
export class PacketList<T extends Packet = Packet> implements Packets<T> {
  readonly #source: PacketSource;
  readonly #indices: Indices;

  constructor(source: PacketSource, indices: Indices) {
    this.#source = source;
    this.#indices = indices;
  }

  get length(): number {
    return this.#indices.length;
  }

  at(place: number): T | undefined {
    const at = place < 0 ? this.length + place : place;
    if (!(at >= 0 && at < this.length)) return undefined;
    this.#source.read ??= this.#reader();
    return this.#source.read(this.#indices.at(Math.trunc(at))) as T;
  }

  *[Symbol.iterator](): Generator<T> {
    if (this.length === 0) return;
    const read = this.#reader();
    for (const index of this.#indices) yield read(index);
  }

  *#passing(): Generator<PassingPacket> {
    if (this.length === 0) return;
    const read = this.#passingReader();
    for (const index of this.#indices) yield read(index);
  }

  filter<S extends PassingPacket>(isWanted: (packet: PassingPacket) => packet is S): PacketList<T & S>;
  filter(isWanted: (packet: PassingPacket) => unknown): PacketList<T>;
  filter(isWanted: (packet: PassingPacket) => unknown): PacketList<T> {
    const found = new PackedIndices();
    for (const packet of this.#passing()) if (isWanted(packet)) found.push(packet.frame - 1);
    return new PacketList<T>(this.#source, found);
  }

  find(isWanted: (packet: PassingPacket) => unknown): T | undefined {
    for (const packet of this.#passing()) if (isWanted(packet)) return keepPacket(packet) as T;
    return undefined;
  }

  some(isWanted: (packet: PassingPacket) => unknown): boolean {
    for (const packet of this.#passing()) if (isWanted(packet)) return true;
    return false;
  }

  every(isWanted: (packet: PassingPacket) => unknown): boolean {
    return !this.some((packet) => !isWanted(packet));
  }

  map<V>(read: (packet: T, place: number) => V): V[] {
    const values: V[] = [];
    for (const packet of this) values.push(read(packet, values.length));
    return values;
  }

  flatMap<V>(read: (packet: T) => V | readonly V[]): V[] {
    const values: V[] = [];
    for (const packet of this) values.push(...([read(packet)].flat() as V[]));
    return values;
  }

  slice(from = 0, until = this.length): T[] {
    const [first, end] = [from, until].map((place) => (place < 0 ? Math.max(0, this.length + place) : place));
    const packets: T[] = [];
    for (let at = first as number; at < Math.min(end as number, this.length); at++) packets.push(this.at(at) as T);
    return packets;
  }

  /** Their frame numbers, without reading the packets. */
  frames(): number[] {
    return Array.from(this.#indices, (index) => index + 1);
  }

  /** The connection that a packet of the capture belongs to. */
  trackOf(packet: PassingPacket): Track | undefined {
    return this.#source.tracks.find(packet);
  }

  #passingReader(): (index: number) => PassingPacket {
    const { file, kept } = this.#source;
    if (kept !== undefined) return this.#reader();
    const read = file.passingReader();
    return (index) => this.#decode(read(index));
  }

  #reader(): (index: number) => T {
    const { file, kept } = this.#source;
    if (kept === undefined) {
      const read = file.reader();
      return (index) => this.#decode(read(index)) as T;
    }
    let read: ((index: number) => Frame) | undefined;
    return (index) => {
      read ??= kept[index] === undefined ? file.reader() : undefined;
      kept[index] ??= this.#decode((read as (index: number) => Frame)(index));
      return kept[index] as T;
    };
  }

  #decode(frame: Frame): Packet;
  #decode(frame: PassingFrame): PassingPacket;
  #decode(frame: PassingFrame): PassingPacket {
    const packet = decodePacket(frame);
    fillRelative(packet, this.#source.tracks.find(packet));
    return packet;
  }
}

/** The frame numbers of packets. */
export function framesOf(packets: Packets): number[] {
  return packets instanceof PacketList ? packets.frames() : packets.map(({ frame }) => frame);
}
