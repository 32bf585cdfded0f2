import type { Facts } from '../../evidence/facts.ts';
import { type Message, say } from '../../messages/message.ts';
import type { Lacking } from '../../messages/values.ts';
import { whyPartial } from '../judge/testable.ts';
import type { CrossFinding } from './cross-check.ts';
import { type End, hostsOf } from './ends.ts';
import { type Direction, passesFilter } from './filter.ts';
import { beginsBefore, endsAfter, type Interval, isBefore, withDelay } from './times/interval.ts';
import { filterOf, hasLimits, isOnNetworkOf, LAG_MS, type Watch } from './watch.ts';

/** A connection that no capture shows. */
export interface Sought {
  client: End;
  server: End;
  /** When it was opened, as far as it is known. */
  opening: Interval;
  /** When an evidence showed it. */
  seenMs: number;
  /** What it may be: all of them must pass a filter for a capture to have it for certain. */
  protocols: readonly Direction['protocol'][];
  /** What the captures lack. */
  lacking: Lacking;
}

/** Why a capture lacks a connection; undefined when it should have it. */
interface Excuse {
  reason: Message;
  /** The excuse of a capture that ran at the time says more than that of one that did not. */
  ran: boolean;
}

/** What it means that no capture has a connection: a disagreement where one must have it, else the reason why not. */
export function judgeAbsence(facts: Facts, watches: readonly Watch[], sought: Sought): CrossFinding {
  const hosts = [...hostsOf(sought.client, facts), ...hostsOf(sought.server, facts)];
  const isShared = !facts.record.driver.traits.ownNetwork;
  const near = watches.filter(({ capture }) => isShared || hosts.includes(capture.host));
  const excuses = near.map((watch) => ({ watch, excuse: findExcuse(facts, watch, sought) }));
  const guilty = excuses.find(({ excuse }) => excuse === undefined);
  if (guilty !== undefined) {
    const { id, host } = guilty.watch.capture;
    const lack = { capture: id, host, lacking: sought.lacking };
    return { status: 'disagrees', reason: say('lacks', lack), cites: [{ evidence: id }] };
  }
  const best = excuses.find(({ excuse }) => excuse?.ran)?.excuse?.reason;
  return { status: 'not-testable', reason: best ?? whyNone(watches, near.length), cites: [] };
}

function whyNone(watches: readonly Watch[], near: number): Message {
  const elsewhere = [...new Set(watches.map(({ capture }) => capture.host))];
  if (elsewhere.length === 0) return say('noCapture');
  if (near > 0) return say('noneRan');
  return say('ranElsewhere', { hosts: elsewhere });
}

function findExcuse(facts: Facts, watch: Watch, sought: Sought): Excuse | undefined {
  const { id, beganMs, endedMs } = watch.capture;
  const { opening, seenMs } = sought;
  if (isBefore(watch, opening)) {
    return { reason: say('endedBeforeOpening', { capture: id }), ran: false };
  }
  if (isBefore(opening, { fromMs: beganMs, untilMs: endedMs })) {
    const ran = beganMs <= seenMs;
    return { reason: say('openedBefore', { capture: id }), ran };
  }
  const left = whyLeftOut(facts, watch, sought);
  if (left !== undefined) return { reason: left, ran: true };
  if (beginsBefore(opening, watch)) {
    return { reason: say('maybeOpenedBefore', { capture: id }), ran: true };
  }
  if (endsAfter(withDelay(opening, LAG_MS), watch)) {
    return { reason: say('maybeOpenedAfter', { capture: id }), ran: true };
  }
  const partial = whyPartial(facts, id);
  return partial === undefined ? undefined : { reason: partial, ran: true };
}

function whyLeftOut(facts: Facts, watch: Watch, sought: Sought): Message | undefined {
  const { id, host } = watch.capture;
  const addresses = [...sought.client.addresses, ...sought.server.addresses];
  if (facts.record.driver.traits.ownNetwork && !isOnNetworkOf(watch, addresses, facts.record)) {
    return say('otherInterface', { capture: id, host });
  }
  if (hasLimits(watch)) return say('optionsMayLimit', { capture: id });
  const filter = filterOf(watch, facts);
  if (filter === undefined) return say('filterUnknown', { capture: id });
  const passes = passesBothWays(filter, facts, sought);
  if (passes) return undefined;
  return say(passes === false ? 'filterLeaves' : 'filterMayLeave', { capture: id, filter });
}

function passesBothWays(filter: string, facts: Facts, { client, server, protocols }: Sought): boolean | undefined {
  const context = facts.context().addresses;
  const known = (name: string) => (Object.hasOwn(context, name) ? context[name] : undefined);
  const pairs = client.addresses.flatMap((from) => server.addresses.map((to) => [from, to] as const));
  const kinds = pairs.flatMap((pair) => protocols.map((protocol) => ({ pair, protocol })));
  const found = kinds.flatMap(({ pair: [from, to], protocol }) => {
    const [source, destination] = [
      { address: from, port: client.port },
      { address: to, port: server.port },
    ];
    const there = passesFilter(filter, { protocol, source, destination }, known);
    return [there, passesFilter(filter, { protocol, source: destination, destination: source }, known)];
  });
  if (found.includes(false)) return false;
  return found.length === 0 || found.includes(undefined) ? undefined : true;
}
