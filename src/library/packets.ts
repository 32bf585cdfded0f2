import { readBatches } from '../evidence/capture/batches.ts';
import { type PacketJson, packetAsJson } from '../evidence/packet-json.ts';
import type { Message } from '../messages/message.ts';
import { openCapture } from '../record/open-capture.ts';

/**
 * The packets of a pcap or pcapng file, one by one: it is read while they are taken. What is returned at the end says why
 * the file could not be read further; nothing where it was read to its end. Throws a `LabreportError` where there is no such
 * file, or this user may not read it.
 */
export function* readPackets(file: string): Generator<PacketJson, Message | undefined, void> {
  const batches = readBatches(openCapture(file));
  for (let step = batches.next(); ; step = batches.next()) {
    if (step.done) return step.value;
    yield* step.value.packets.map(packetAsJson);
  }
}
