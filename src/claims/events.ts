import type { Facts } from '../evidence/facts.ts';
import type { EventPattern } from '../lab/types.ts';
import type { Phrase } from '../language/language.ts';
import type { EventName } from '../language/types.ts';
import type { Terminal } from '../record/types.ts';
import { findPacket } from './event-packet.ts';
import { findShows, findTyped } from './event-terminal.ts';
import { isCutShort, tellStop, tellStopBefore } from './run-stop.ts';
import type { Citation } from './types.ts';
import type { Status } from './verdict.ts';
import { withDoubt } from './words.ts';

/** An event that was found, with its time. */
export interface Found {
  name: EventName;
  /** Ms since the run began. */
  atMs: number;
  /** Packets have the kernel's time, all else the run's. */
  clock: 'run' | 'kernel';
  /** Where it lies in its evidence: tells the order of what came at one time. */
  position?: number;
  /** Why it may have happened earlier already. */
  doubt?: Phrase;
  cite: Citation;
}

/** An event that was not found, and what that means. */
export interface Lost {
  status: Exclude<Status, 'held'>;
  reason: Phrase;
  cite: Citation;
}

export type EventOf<K extends EventPattern['kind']> = Extract<EventPattern, { kind: K }>;
type Finder<K extends EventPattern['kind']> = (event: EventOf<K>, facts: Facts, skip: number) => Found | Lost;

const finders: { [K in EventPattern['kind']]: Finder<K> } = {
  shows: findShows,
  typed: findTyped,
  begins: findBegin,
  ends: findEnd,
  stops: findStop,
  packet: findPacket,
};

/** An event and its time; so many that look the same are passed over. */
export function findEvent(event: EventPattern, facts: Facts, skip: number): Found | Lost {
  const find = finders[event.kind] as (event: EventPattern, facts: Facts, skip: number) => Found | Lost;
  return find(event, facts, skip);
}

function findBegin({ evidence: id }: EventOf<'begins'>, facts: Facts): Found {
  const { beganMs } = facts.evidence(id);
  return { name: { kind: 'begins', id }, atMs: beganMs, clock: 'run', cite: { evidence: id } };
}

/** When labreport stopped a program. What follows from its end comes after this, however late the end is noticed. */
function findStop({ terminal: id }: EventOf<'stops'>, facts: Facts): Found | Lost {
  const { stoppedMs } = facts.evidence(id) as Terminal;
  const cite = { evidence: id };
  if (stoppedMs !== undefined) return { name: { kind: 'stops', id }, atMs: stoppedMs, clock: 'run', cite };
  const reason = withDoubt(({ claims }) => claims.notStopped(id), tellStop(facts.record));
  return { status: 'not-testable', reason, cite };
}

function findEnd({ evidence: id }: EventOf<'ends'>, facts: Facts): Found | Lost {
  const evidence = facts.evidence(id);
  const cite = { evidence: id };
  if (isCutShort(facts.record, evidence)) {
    const reason = tellStopBefore(facts.record, (claims, stop) => claims.beforeOwnEnd(stop, id));
    return { status: 'not-testable', reason, cite };
  }
  if (evidence.exit === undefined) return { status: 'failed', reason: ({ claims }) => claims.stillRan(id), cite };
  return { name: { kind: 'ends', id }, atMs: evidence.endedMs, clock: 'run', cite };
}
