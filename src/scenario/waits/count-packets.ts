import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenCapture } from '../../capture/open-capture.ts';
import type { ByteSource } from '../../evidence/capture/byte-source.ts';
import { GrowingPackets } from '../../evidence/capture/growing-packets.ts';
import { addressesOf, packetMatcher } from '../../evidence/select.ts';
import { expandKeys } from '../../lab/shell/expand.ts';
import type { PacketsWait } from '../../lab/waits/packets.ts';
import type { Run } from '../run-state.ts';

/** Counts packets while tcpdump writes them. */
export interface PacketCount {
  /** How many there are by now. */
  now(): number;
  close(): void;
}

/** Begins to count the packets of a capture that look like this, as a claim would count them. */
export function countPackets({ capture, match }: PacketsWait, run: Run): PacketCount {
  const { pcap } = run.captures.get(capture) as OpenCapture;
  const pattern = expandKeys(match, run.scope());
  const descriptor = openSync(join(run.dir, 'logs', pcap), 'r');
  const packets = new GrowingPackets(growing(descriptor));
  const context = { addresses: addressesOf([...run.hosts.values()]) };
  const matches = packetMatcher(packets, pattern, context);
  let count = 0;
  return {
    now() {
      for (const packet of packets.take()) if (matches(packet)) count++;
      return count;
    },
    close: () => closeSync(descriptor),
  };
}

/** An open file that somebody writes. */
function growing(descriptor: number): ByteSource {
  return {
    get size() {
      return fstatSync(descriptor).size;
    },
    read(offset, length, into = new Uint8Array(length)) {
      return into.subarray(0, readSync(descriptor, into, 0, Math.min(length, into.length), offset));
    },
  };
}
