import { type Message, say } from '../../messages/message.ts';
import { decodeLink } from '../decode/link.ts';
import { beginReading } from '../decode/reading.ts';
import type { Packet, PassingPacket } from '../types.ts';
import type { Frame, PassingFrame } from './frame.ts';
import { readFrames } from './pcap.ts';

/** The packets of a short pcap or pcapng file, all in memory, as far as it can be read; `problem` says why no further. */
export function readPackets(bytes: Uint8Array): { packets: Packet[]; problem?: Message } {
  const packets: Packet[] = [];
  const frames = readFrames(bytes);
  for (let step = frames.next(); ; step = frames.next()) {
    if (step.done) return step.value === undefined ? { packets } : { packets, problem: step.value };
    packets.push(decodePacket(step.value));
  }
}

/**
 * Reads one frame's layers. Takes any bytes: what can't be read is told by the packet's `problem`. The packet can be kept
 * as long as the frame, since its payload lies there.
 */
export function decodePacket(frame: Frame): Packet;
export function decodePacket(frame: PassingFrame): PassingPacket;
export function decodePacket(frame: PassingFrame): PassingPacket {
  const reading = beginReading(frame as Frame);
  if (frame.timeUs === 0) reading.packet.problem = say('packetTimeless');
  decodeLink(reading, frame.linkType);
  return reading.packet;
}
