import * as z from 'zod/mini';
import { buildCount, type Count, count, recordedCount } from '../pieces/count.ts';
import { buildOfCapture, checkOfCapture, ofCaptureKeys, recordedOfCapture } from '../pieces/of-capture.ts';
import {
  buildPacket,
  checkPacket,
  PACKET_EXPANDS,
  type PacketPattern,
  packetKeys,
  recordedPacket,
} from '../pieces/packet.ts';
import { described, listOf, mapping } from '../schema/parts.ts';
import { list, shape } from '../schema/recorded.ts';
import { type ClaimBase, defineClaim, defineForm, says } from './claim-form.ts';

/** So many packets of each kind in a capture; `count` 0 says "never". */
export interface PacketsClaim extends ClaimBase {
  kind: 'packets';
  capture: string;
  /** Only the connection of this terminal's program (it opened the connection). */
  of?: string;
  packets: (PacketPattern & { count: Count })[];
}

const packet = mapping(packetKeys);
const NEVER: Count = { atLeast: 0, atMost: 0 };

/** @internal */
export const packets = defineClaim('packets', {
  recorded: { ...recordedOfCapture, packets: list(shape({ ...recordedPacket, count: recordedCount }), 'packets') },
  forms: {
    packets: defineForm({
      words: {
        description:
          "How many packets of which kind a capture shows, in whatever order. `of` looks only at the connection that a terminal's program opened.",
        example: `claims:
  all-accepted:
    says: Three clients connect, and each is accepted
    capture: wire
    packets:
      - { flags: SYN, from: client, count: 3 }
      - { flags: SYN ACK, from: server, count: 3 }
  hello-sent-once:
    says: The client's line travels in one segment
    capture: wire
    of: client2
    packets: [{ from: client, payload: hello from vit002, count: 1 }]`,
      },
      written: {
        packets: described(
          listOf(mapping({ ...packetKeys, count: z.exactOptional(count('How many')) }), 'packet expectations'),
          'How many packets of which kind the capture shows',
        ),
        says,
        ...ofCaptureKeys,
      },
      expands: PACKET_EXPANDS,
      build: (raw) => ({
        ...buildOfCapture(raw),
        packets: raw.packets.map(({ count, ...match }) => ({ ...buildPacket(match), count: buildCount(count) })),
      }),
      check({ world, raw, path }) {
        checkOfCapture(world, raw, path);
        for (const [i, each] of raw.packets.entries()) checkPacket(world, each, [...path, 'packets', i]);
      },
    }),
    never: defineForm({
      words: {
        description:
          "Packets that a capture must not show. A capture that dropped packets, or that was cut short, can't bear this out; the verdict is then **not testable**.",
        example: `claims:
  no-reset:
    says: No connection is reset
    capture: wire
    never: { flags: RST }
  nothing-else:
    says: Nothing but TCP passes the server's interface
    capture: wire
    never: [{ protocol: UDP }, { protocol: ICMP }, { protocol: ARP }]`,
      },
      written: {
        never: described(
          z.union([packet, listOf(packet, 'packets')], { error: 'a packet or a list of packets' }),
          'Packets that the capture must not show',
        ),
        says,
        ...ofCaptureKeys,
      },
      expands: PACKET_EXPANDS,
      build: (raw) => ({
        ...buildOfCapture(raw),
        packets: [raw.never].flat().map((match) => ({ ...buildPacket(match), count: NEVER })),
      }),
      check({ world, raw, path }) {
        checkOfCapture(world, raw, path);
        const { never } = raw;
        if (!Array.isArray(never)) checkPacket(world, never, [...path, 'never']);
        else for (const [i, each] of never.entries()) checkPacket(world, each, [...path, 'never', i]);
      },
    }),
  },
});
