import type { Facts } from '../../../evidence/facts.ts';
import { oncePerRun } from '../../judge/once.ts';
import { type End, hostsOf } from '../ends.ts';
import { terminalsOf } from '../terminal-texts.ts';
import { type Interval, since, upTo } from './interval.ts';
import { type Mention, mentionsOf } from './port-mentions.ts';

interface Sighting {
  client: End;
  server: End;
  /** When an evidence showed that the connection was open. */
  seenMs: number;
}

/**
 * When a connection was opened, as far as it is known. A program that prints the client's port has that connection: it
 * was opened after the program was started, and before the port was printed. So it is one of these:
 *
 * - *Told.* The server runs since 100, the client since 300; they print the port 36030 at 340 and 350, and netstat shows
 *   it at 900: it was opened between 300 and 340.
 * - *Told, with a port that was used before.* The server printed 36030 at 200, too, when no client ran that could have had
 *   it: that was another connection. Again between 300 and 340.
 * - *Not told.* No terminal shows 36030, or one side shows it only before there was a program on the other side: between
 *   the first program on the client's host, at 250, and 900.
 */
export function openingOf(facts: Facts, { client, server, seenMs }: Sighting): Interval {
  const sides = [client, server].map((end) => hostsOf(end, facts));
  const mentions = mentionsOf(facts, client.port).filter(({ terminal }) => terminal.beganMs <= seenMs);
  const found = sides.map((hosts) => mentions.filter(({ terminal }) => hosts.includes(terminal.host)));
  const notTold: Interval = { fromMs: firstStart(facts, sides[0] ?? [], seenMs), untilMs: seenMs };
  const { fromMs, untilMs } = toldBy(found, notTold) ?? notTold;
  // Where no program ran that could have opened it, it can't have been long before it was seen.
  return { fromMs: Math.min(fromMs, untilMs), untilMs };
}

/**
 * What mentions on both sides tell: undefined where nothing is left of a side's. What was printed before programs ran on
 * both sides is of another connection: the kernel gives the same port to connections of other hosts, and again when one is
 * over. Without it other programs may be the first, so it is looked at again.
 */
function toldBy(sides: readonly Mention[][], known: Interval): Interval | undefined {
  const running = since(known, sides.flatMap(firstOf));
  const left = sides.map((mentions) => mentions.filter(({ atMs }) => atMs >= running.fromMs));
  if (left.some((mentions, i) => mentions.length === 0 && sides[i]?.length !== 0)) return undefined;
  if (left.some((mentions, i) => mentions.length !== sides[i]?.length)) return toldBy(left, known);
  return upTo(
    running,
    left.flat().map(({ atMs }) => atMs),
  );
}

/** When the first program of a side began; nothing where none mentions the port. */
function firstOf(mentions: readonly Mention[]): number[] {
  return mentions.length === 0 ? [] : [Math.min(...mentions.map(({ terminal }) => terminal.beganMs))];
}

/** Nothing on the client's host opens a connection before its first program runs; of a strange host nothing is known. */
function firstStart(facts: Facts, hosts: readonly string[], seenMs: number): number {
  if (hosts.length === 0 || !facts.record.driver.traits.ownNetwork) return Number.NEGATIVE_INFINITY;
  const { terminals, moments } = firstOnHosts(facts);
  const opened = hosts.flatMap((host) => terminals.get(host) ?? []).filter((beganMs) => beganMs <= seenMs);
  return Math.min(...opened, ...hosts.flatMap((host) => moments.get(host) ?? []));
}

/** When the first terminal and the first moment of each host began. */
const firstOnHosts = oncePerRun((facts) => {
  const first = (all: readonly { host?: string; beganMs: number }[]) => {
    const times = new Map<string, number>();
    for (const { host = '', beganMs } of all) times.set(host, Math.min(beganMs, times.get(host) ?? beganMs));
    return times;
  };
  const moments = facts.record.evidence.filter(({ kind }) => kind === 'moment');
  return { terminals: first(terminalsOf(facts)), moments: first(moments) };
});
