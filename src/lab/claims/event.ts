import type * as z from 'zod/mini';
import type { TextPattern } from '../../text/pattern.ts';
import { unknownWord } from '../check/findings.ts';
import { ANY, lookUp, type World } from '../check/world.ts';
import {
  buildPacket,
  checkPacket,
  PACKET_EXPANDS,
  type PacketPattern,
  packetKeys,
  recordedPacket,
} from '../pieces/packet.ts';
import { buildPattern, pattern, recordedPattern } from '../pieces/pattern.ts';
import { choice, described, line, mapping, nameOf } from '../schema/parts.ts';
import { kind, name, line as recordedLine, shape, variant } from '../schema/recorded.ts';
import type { Path } from '../source.ts';

/** An event of a run that has a time. */
export type EventPattern =
  | { kind: 'shows'; terminal: string; text: TextPattern }
  | { kind: 'ends'; evidence: string }
  /** labreport stops a terminal's program; it ends right after. */
  | { kind: 'stops'; terminal: string }
  | { kind: 'begins'; evidence: string }
  | { kind: 'typed'; terminal: string; text: string }
  /** The first packet of a capture that matches. */
  | { kind: 'packet'; capture: string; match: PacketPattern };

/** An event as it is written. @internal */
export const eventSchema = choice([
  mapping({ typed: line('Line that was typed'), into: nameOf('Id of the terminal') }),
  mapping({ shows: pattern('What the terminal shows'), on: nameOf('Id of the terminal') }),
  mapping({ ends: nameOf('Id of what ends') }),
  mapping({ stops: nameOf('Id of the terminal that a stop step stops') }),
  mapping({ begins: nameOf('Id of what begins') }),
  mapping({
    packet: described(
      mapping({ capture: nameOf('Id of the capture'), ...packetKeys }),
      'The first packet of the capture that looks like this',
    ),
  }),
]);

/** An event in a record. @internal */
export const recordedEvent = variant(
  'kind',
  ['shows', 'ends', 'stops', 'begins', 'typed', 'packet'],
  [
    shape({ kind: kind('shows'), terminal: name, text: recordedPattern }),
    shape({ kind: kind('ends'), evidence: name }),
    shape({ kind: kind('stops'), terminal: name }),
    shape({ kind: kind('begins'), evidence: name }),
    shape({ kind: kind('typed'), terminal: name, text: recordedLine }),
    shape({ kind: kind('packet'), capture: name, match: shape(recordedPacket) }),
  ],
);

/** Keys whose texts may hold references. */
export const EVENT_EXPANDS: readonly string[] = ['typed', 'shows', ...PACKET_EXPANDS];

type RawEvent = z.infer<typeof eventSchema>;

/** The event that is looked for. @internal */
export function buildEvent(raw: RawEvent): EventPattern {
  if ('typed' in raw) return { kind: 'typed', terminal: raw.into, text: raw.typed };
  if ('shows' in raw) return { kind: 'shows', terminal: raw.on, text: buildPattern(raw.shows) };
  if ('stops' in raw) return { kind: 'stops', terminal: raw.stops };
  if ('ends' in raw) return { kind: 'ends', evidence: raw.ends };
  if ('begins' in raw) return { kind: 'begins', evidence: raw.begins };
  const { capture, ...match } = raw.packet;
  return { kind: 'packet', capture, match: buildPacket(match) };
}

/** What it names exists. @internal */
export function checkEvent(world: World, event: RawEvent, path: Path): void {
  const expectTerminal = (key: string, id: string) =>
    lookUp(world, { path: [...path, key], id, kinds: ['terminal'] }) !== undefined;
  const expectAny = (key: string, id: string) => lookUp(world, { path: [...path, key], id, kinds: ANY });
  if ('typed' in event) {
    if (expectTerminal('into', event.into)) checkTyped(world, event, path);
  } else if ('shows' in event) expectTerminal('on', event.on);
  else if ('ends' in event) expectAny('ends', event.ends);
  else if ('stops' in event) expectTerminal('stops', event.stops);
  else if ('begins' in event) expectAny('begins', event.begins);
  else {
    const place = [...path, 'packet'];
    lookUp(world, { path: [...place, 'capture'], id: event.packet.capture, kinds: ['capture'] });
    checkPacket(world, event.packet, place);
  }
}

/** A claim about a line that no step types could never hold. */
function checkTyped(world: World, { typed, into }: { typed: string; into: string }, path: Path): void {
  const lines = world.typed.flatMap((each) => (each.into === into ? [each.line] : []));
  if (lines.includes(typed)) return;
  const problem = unknownWord({ what: `line typed into ${into}:`, word: typed, known: new Set(lines) });
  world.findings.push({ path: [...path, 'typed'], ...problem });
}
