import type { Facts } from '../../evidence/facts.ts';
import type { EventPattern } from '../../lab/claims/event.ts';
import type { OrderClaim } from '../../lab/claims/order.ts';
import { type Message, say } from '../../messages/message.ts';
import { evidenceOfEvent, expandEvent } from '../events/event-pattern.ts';
import { findEvent } from '../events/events.ts';
import type { Found, Lost } from '../events/found.ts';
import { type Finding, mergeCites, toVerdict, worstOf } from '../judge/finding.ts';
import { sayAll, withDoubt } from '../judge/words.ts';
import type { Verdict } from '../verdict.ts';
import type { ClaimKind } from './kind.ts';

/** Compares the times of events: each must come after the one before it. */
export const order: ClaimKind<OrderClaim> = {
  evidence: ({ order }) => [...new Set(order.map(evidenceOfEvent))],
  expand: (claim, scope) => ({ ...claim, order: claim.order.map((event) => expandEvent(event, scope)) }),
  check: checkOrder,
};

function checkOrder(claim: OrderClaim, facts: Facts): Verdict {
  const events = claim.order.map((event, i) => findEvent(event, facts, countSame(claim.order.slice(0, i), event)));
  const pairs = events.flatMap((event, i) => judgePair(events[i - 1], event));
  const findings = [...events.flatMap((event) => judgeAlone(event, events.length)), ...pairs];
  const status = worstOf(findings.map((finding) => finding.status));
  const deciding = findings.filter((finding) => finding.status === status);
  const reason = sayAll(deciding.map((finding) => finding.reason));
  return toVerdict(claim, { status, reason, cites: mergeCites(deciding.flatMap(({ cites }) => cites)) });
}

/** An event that a claim names twice is meant to happen twice. */
function countSame(before: readonly EventPattern[], event: EventPattern): number {
  const text = JSON.stringify(event);
  return before.filter((other) => JSON.stringify(other) === text).length;
}

/** What an event says without its neighbours: that it is lost, or, where it has none, when it came. */
function judgeAlone(event: Found | Lost, total: number): Finding[] {
  if ('reason' in event) return [{ status: event.status, reason: event.reason, cites: [event.cite] }];
  if (total > 1) return [];
  const reason = say('came', { event: event.name, atMs: event.atMs });
  return [{ status: 'held', reason, cites: [event.cite] }];
}

function judgePair(previous: Found | Lost | undefined, next: Found | Lost): Finding[] {
  if (previous === undefined || 'reason' in previous || 'reason' in next) return [];
  const cites = [previous.cite, next.cite];
  const reason = describePair(previous, next);
  const doubt = whyUncertain(previous, next);
  if (doubt !== undefined) return [{ status: 'not-testable', reason: withDoubt(reason, doubt), cites }];
  return [{ status: compare(previous, next) > 0 ? 'held' : 'failed', reason, cites }];
}

/** Above 0 when `next` came after `previous`. In one evidence the place tells, since much can come at one time. */
function compare(previous: Found, next: Found): number {
  const isSamePlace = previous.cite.evidence === next.cite.evidence;
  if (isSamePlace && previous.position !== undefined && next.position !== undefined) {
    return next.position - previous.position;
  }
  return next.atMs - previous.atMs;
}

// The run's clock was set by the wall clock that stamps packets, to some microseconds.
const CLOCKS_AGREE_MS = 0.05;

function whyUncertain(previous: Found, next: Found): Message | undefined {
  if (previous.clock !== next.clock && Math.abs(next.atMs - previous.atMs) <= CLOCKS_AGREE_MS) {
    return say('clocksDiffer', { ms: CLOCKS_AGREE_MS });
  }
  // A dropped packet may have come before the one that is taken for the first.
  return compare(previous, next) > 0 ? next.doubt : previous.doubt;
}

/** `"b" on client2 came 1.234 s after "a" on client2`. */
function describePair(previous: Found, next: Found): Message {
  const order = compare(previous, next);
  const names = { event: next.name, previous: previous.name };
  if (order === 0) return say('cameWith', names);
  const gapMs = Math.abs(next.atMs - previous.atMs);
  return say(order > 0 ? 'cameAfter' : 'cameBefore', { ...names, gapMs });
}
