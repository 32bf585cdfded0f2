import { type Message, say } from '../../messages/message.ts';
import type { PacketPart } from '../../messages/values.ts';
import type { Frame } from '../capture/frame.ts';
import type { Packet } from '../types.ts';
import { u16 } from './bytes.ts';

/** A frame that is being read, layer by layer: each decoder fills in `packet` and narrows the ends to its own layer. */
export interface Reading {
  readonly packet: Packet;
  readonly data: Uint8Array;
  /** Where the captured bytes of the present layer end. */
  end: number;
  /** Where they ended on the wire; after `end` when the capture cut the frame. */
  wireEnd: number;
}

/** A decoder reads its header at `at` and hands over to the next one. */
export type Decoder = (reading: Reading, at: number) => void;

const NO_BYTES = new Uint8Array();

export function beginReading(frame: Frame): Reading {
  const { number, timeUs, length, captured, linkType, data } = frame;
  const packet: Packet = { frame: number, timeUs, length, captured, linkType, protocol: 'other', payload: NO_BYTES };
  return { packet, data, end: data.length, wireEnd: Math.max(length, data.length) };
}

/** Notes why a packet can't be read further; the first reason stands. */
export function fail(reading: Reading, problem: Message): void {
  reading.packet.problem ??= problem;
}

/** Whether `bytes` bytes of a header are there; notes it on the packet when they are not. */
export function holds(reading: Reading, at: number, bytes: number, part: PacketPart): boolean {
  if (at + bytes <= reading.end) return true;
  fail(reading, say('partCut', { part, needed: bytes, there: Math.max(0, reading.end - at) }));
  return false;
}

/** Narrows the layer at `at` to the length that its header tells. */
export function narrow(reading: Reading, at: number, bytes: number, part: PacketPart): void {
  if (at + bytes > reading.wireEnd) {
    fail(reading, say('partTooLong', { part, says: bytes, onWire: reading.wireEnd - at }));
    return;
  }
  reading.wireEnd = at + bytes;
  reading.end = Math.min(reading.end, reading.wireEnd);
}

/** Source and destination port, where TCP and UDP have them. */
export function readPorts({ packet, data }: Reading, at: number): void {
  if (packet.source !== undefined) packet.source.port = u16(data, at);
  if (packet.destination !== undefined) packet.destination.port = u16(data, at + 2);
}

/** Takes what is left from `at` on as the payload. */
export function takePayload(reading: Reading, at: number): void {
  const { packet, data, end, wireEnd } = reading;
  packet.payload = data.subarray(Math.min(at, end), end);
  if (wireEnd <= end) return;
  packet.payloadLength = wireEnd - at;
  fail(reading, say('payloadCut', { there: packet.payload.length, all: packet.payloadLength }));
}

/** Ends the reading of a packet whose next layer has no decoder. */
export function giveUp(reading: Reading, at: number, problem: Message): void {
  fail(reading, problem);
  takePayload(reading, at);
}
