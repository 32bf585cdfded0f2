import * as z from 'zod/mini';
import { lookUp } from '../check/world.ts';
import {
  buildPacket,
  checkPacket,
  PACKET_EXPANDS,
  type PacketPattern,
  packetKeys,
  recordedPacket,
} from '../pieces/packet.ts';
import { nameOf, number } from '../schema/parts.ts';
import { name, shape, whole } from '../schema/recorded.ts';
import { defineWait } from './wait-kind.ts';

/** Packets in a capture so far: at least `count` that match. */
export interface PacketsWait {
  kind: 'packets';
  capture: string;
  match: PacketPattern;
  count: number;
}

/** @internal */
export const packets = defineWait('packets', {
  words: {
    description: 'So many packets in a capture, or more, that look like this; counted from its beginning.',
    example: `steps:
  - wait: { packets: wire, flags: FIN ACK, from: server }
  - wait: { packets: wire, payload: hello, count: 2 }`,
  },
  written: {
    packets: nameOf('Id of the capture'),
    ...packetKeys,
    count: z.exactOptional(number('How many there must be at least; 1 when absent', 1)),
  },
  recorded: { capture: name, match: shape(recordedPacket), count: whole() },
  expands: PACKET_EXPANDS,
  build: ({ packets: capture, count = 1, ...match }) => ({ capture, match: buildPacket(match), count }),
  tell: ({ count, capture }) => `${count} ${count === 1 ? 'packet' : 'packets'} in ${capture}`,
  check({ world, raw, path }) {
    lookUp(world, { path: [...path, 'packets'], id: raw.packets, kinds: ['capture'] });
    checkPacket(world, raw, path);
  },
});
