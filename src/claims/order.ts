import type { Facts } from '../evidence/facts.ts';
import type { EventPattern, OrderClaim } from '../lab/types.ts';
import { type Found, findEvent, type Lost } from './events.ts';
import type { Verdict } from './types.ts';
import { type Finding, mergeCites, toVerdict, worstOf } from './verdict.ts';
import { formatList, joinReasons } from './words.ts';

/** Compares the times of events: each must come after the one before it. */
export function checkOrder(claim: OrderClaim, facts: Facts): Verdict {
  const events = claim.order.map((event, i) => findEvent(event, facts, countSame(claim.order.slice(0, i), event)));
  const pairs = events.flatMap((event, i) => judgePair(events[i - 1], event));
  const findings = [...events.flatMap((event) => judgeAlone(event, events.length)), ...pairs];
  const status = worstOf(findings.map((finding) => finding.status));
  const deciding = findings.filter((finding) => finding.status === status);
  const reason = formatList(deciding.map((finding) => finding.reason));
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
  const reason = `${event.name} came ${(event.atMs / 1000).toFixed(3)} s after the run began`;
  return [{ status: 'held', reason, cites: [event.cite] }];
}

function judgePair(previous: Found | Lost | undefined, next: Found | Lost): Finding[] {
  if (previous === undefined || 'reason' in previous || 'reason' in next) return [];
  const cites = [previous.cite, next.cite];
  const reason = describePair(previous, next);
  const doubt = whyUncertain(previous, next);
  if (doubt !== undefined) return [{ status: 'not-testable', reason: joinReasons(reason, doubt), cites }];
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

function whyUncertain(previous: Found, next: Found): string | undefined {
  if (previous.clock !== next.clock && Math.abs(next.atMs - previous.atMs) <= CLOCKS_AGREE_MS) {
    return `times of packets can be compared with other times to ${CLOCKS_AGREE_MS} ms only`;
  }
  // A dropped packet may have come before the one that is taken for the first.
  return compare(previous, next) > 0 ? next.doubt : previous.doubt;
}

/** `"b" on client2 came 1.234 s after "a" on client2`. */
function describePair(previous: Found, next: Found): string {
  const order = compare(previous, next);
  if (order === 0) return `${next.name} came at the same time as ${previous.name}`;
  return `${next.name} came ${formatGap(next.atMs - previous.atMs)} ${order > 0 ? 'after' : 'before'} ${previous.name}`;
}

function formatGap(gapMs: number): string {
  const ms = Math.abs(gapMs);
  if (ms === 0) return 'right';
  return ms < 10 ? `${ms.toFixed(3)} ms` : `${(ms / 1000).toFixed(3)} s`;
}
