import * as z from 'zod/mini';
import type { World } from '../check/world.ts';
import { buildOfCapture, checkOfCapture, ofCaptureKeys, recordedOfCapture } from '../pieces/of-capture.ts';
import {
  buildPacket,
  checkPacket,
  PACKET_EXPANDS,
  type PacketPattern,
  packetKeys,
  type RawPacket,
  recordedPacket,
} from '../pieces/packet.ts';
import { described, listOf, mapping, number } from '../schema/parts.ts';
import { list, shape, whole, word } from '../schema/recorded.ts';
import type { Path } from '../source.ts';
import { type ClaimBase, defineClaim, defineForm, says } from './claim-form.ts';

/** The connections of a capture show this sequence of packets; others may lie between them. */
export interface ConversationClaim extends ClaimBase {
  kind: 'conversation';
  capture: string;
  of?: string;
  /** Which connections: every one, at least one, or exactly so many. */
  connections: 'every' | 'some' | number;
  sequence: PacketPattern[];
}

const sequence = described(
  listOf(mapping(packetKeys), 'packets'),
  'Packets that follow one another; others may lie between them',
);
const expands = PACKET_EXPANDS;
const CONNECTIONS = '"every", "some" or a number';

/** @internal */
export const conversation = defineClaim('conversation', {
  recorded: {
    ...recordedOfCapture,
    sequence: list(shape(recordedPacket), 'packets'),
    connections: z.union([word(['every', 'some']), whole()], { error: CONNECTIONS }),
  },
  forms: {
    'every-connection': defineForm({
      words: {
        description:
          'Every connection of a capture shows these packets, one after the other; others may lie between them. `client` is the end that sent the first SYN.',
        example: `claims:
  fin-answered:
    says: The server answers each client's FIN with its own FIN
    capture: wire
    every-connection:
      - { from: client, flags: FIN ACK }
      - { from: server, flags: FIN ACK }
      - { from: client, flags: ACK }`,
      },
      written: { 'every-connection': sequence, says, ...ofCaptureKeys },
      expands,
      build: (raw) => build(raw, 'every' as const, raw['every-connection']),
      check: (place) => check(place, 'every-connection', place.raw['every-connection']),
    }),
    'some-connection': defineForm({
      words: {
        description: 'At least one connection of a capture shows these packets, one after the other.',
        example: `claims:
  vit002-answered:
    says: The line of vit002 comes back, on whichever connection
    capture: wire
    some-connection:
      - { from: vit002, payload: hello from vit002 }
      - { to: vit002, payload: hello from vit002 }`,
      },
      written: { 'some-connection': sequence, says, ...ofCaptureKeys },
      expands,
      build: (raw) => build(raw, 'some' as const, raw['some-connection']),
      check: (place) => check(place, 'some-connection', place.raw['some-connection']),
    }),
    connections: defineForm({
      words: {
        description:
          'So many connections of a capture, neither more nor fewer, show these packets, one after the other.',
        example: `claims:
  two-served:
    says: Two clients get their line back
    capture: wire
    exactly: 2
    connections:
      - { from: client, payload: hello from }
      - { from: server, payload: hello from }`,
      },
      written: {
        connections: sequence,
        exactly: number('How many connections show the packets'),
        says,
        ...ofCaptureKeys,
      },
      expands,
      build: (raw) => build(raw, raw.exactly, raw.connections),
      check: (place) => check(place, 'connections', place.raw.connections),
    }),
  },
});

interface OfCapture {
  capture: string;
  of?: string;
}

function build<C>(raw: OfCapture, connections: C, packets: readonly RawPacket[]) {
  return { ...buildOfCapture(raw), connections, sequence: packets.map(buildPacket) };
}

interface Place {
  world: World;
  raw: OfCapture;
  path: Path;
}

function check({ world, raw, path }: Place, key: string, packets: readonly RawPacket[]): void {
  checkOfCapture(world, raw, path);
  for (const [i, each] of packets.entries()) checkPacket(world, each, [...path, key, i]);
}
