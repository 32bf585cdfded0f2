import type { Facts } from '../../evidence/facts.ts';
import type { EventPattern } from '../../lab/claims/event.ts';
import { say } from '../../messages/message.ts';
import type { Terminal } from '../../record/run-record.ts';
import { isCutShort, stopOf, whyStopped } from '../judge/run-stop.ts';
import { withDoubt } from '../judge/words.ts';
import { findPacket } from './event-packet.ts';
import { findShows, findTyped } from './event-terminal.ts';
import type { EventOf, Found, Lost } from './found.ts';

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
  const reason = withDoubt(say('notStopped', { id }), whyStopped(facts.record));
  return { status: 'not-testable', reason, cite };
}

function findEnd({ evidence: id }: EventOf<'ends'>, facts: Facts): Found | Lost {
  const evidence = facts.evidence(id);
  const cite = { evidence: id };
  if (isCutShort(facts.record, evidence)) {
    return { status: 'not-testable', reason: say('beforeOwnEnd', { stop: stopOf(facts.record), id }), cite };
  }
  if (evidence.exit === undefined) return { status: 'failed', reason: say('stillRan', { id }), cite };
  return { name: { kind: 'ends', id }, atMs: evidence.endedMs, clock: 'run', cite };
}
