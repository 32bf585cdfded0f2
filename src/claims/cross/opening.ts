import type { Facts } from '../../evidence/facts.ts';
import type { Terminal } from '../../record/types.ts';
import { oncePerRun } from '../judge/once.ts';
import { type End, hostsOf } from './ends.ts';
import { terminalsOf, textOf } from './terminal-texts.ts';

/** When a connection was opened, as far as it is known: ms since the run began. */
export interface Opening {
  earliestMs: number;
  latestMs: number;
}

interface Sighting {
  client: End;
  server: End;
  /** When an evidence showed that the connection was open. */
  seenMs: number;
}

/**
 * Bounds for the time at which a connection was opened. A program that prints the client's port has that connection:
 * it was opened after the program was started, and before the port was printed.
 */
export function openingOf(facts: Facts, { client, server, seenMs }: Sighting): Opening {
  const sides = [client, server].map((end) => hostsOf(end, facts));
  const all = mentionsOf(facts, client.port).filter(({ terminal }) => terminal.beganMs <= seenMs);
  const found = sides.map((hosts) => all.filter(({ terminal }) => hosts.includes(terminal.host)));
  const { earliestMs, mentions } = boundBelow(found, firstStart(facts, sides[0] ?? [], seenMs));
  const latestMs = Math.min(seenMs, ...mentions.map(({ atMs }) => atMs));
  // Where no program ran that could have opened it, it can't have been long before it was seen.
  return { earliestMs: Math.min(earliestMs, latestMs), latestMs };
}

/**
 * When programs ran on both sides that could have opened it, and the mentions since. What was printed before is of
 * another connection: the kernel gives the same port to connections of other hosts, and again when one is over. Where
 * nothing is left of a side so, no mention tells anything for certain.
 */
function boundBelow(sides: readonly Mention[][], firstMs: number): { earliestMs: number; mentions: Mention[] } {
  const starts = sides.flatMap((found) =>
    found.length === 0 ? [] : [Math.min(...found.map(({ terminal }) => terminal.beganMs))],
  );
  const earliestMs = Math.max(firstMs, ...starts);
  const since = sides.map((found) => found.filter(({ atMs }) => atMs >= earliestMs));
  if (since.some((found, i) => found.length === 0 && sides[i]?.length !== 0)) {
    return { earliestMs: firstMs, mentions: [] };
  }
  const isSame = since.every((found, i) => found.length === sides[i]?.length);
  return isSame ? { earliestMs, mentions: since.flat() } : boundBelow(since, firstMs);
}

/** Nothing on the client's host opens a connection before its first program runs; of a strange host nothing is known. */
function firstStart(facts: Facts, hosts: readonly string[], seenMs: number): number {
  if (hosts.length === 0 || facts.record.driver.name === 'loopback') return Number.NEGATIVE_INFINITY;
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

/** A terminal that shows a port, and when it first did. */
interface Mention {
  terminal: Terminal;
  atMs: number;
}

function mentionsOf(facts: Facts, port: number | undefined): Mention[] {
  if (port === undefined) return [];
  const { byNumber, long } = numbersShown(facts);
  const searched = long.flatMap((terminal) => {
    const { text, timeAt } = textOf(facts, terminal);
    const match = new RegExp(`(?<!\\d)${port}(?!\\d)`).exec(text);
    return match === null ? [] : [{ terminal, atMs: timeAt(match.index + match[0].length) }];
  });
  return [...(byNumber.get(String(port)) ?? []), ...searched];
}

/** Longer texts are searched for each port, and not for all numbers that they have. */
const SHORT_TEXT = 1 << 20;

/** Where each number is first shown by the terminals that are not too long. */
const numbersShown = oncePerRun((facts) => {
  const byNumber = new Map<string, Mention[]>();
  const isShort = (terminal: Terminal) => textOf(facts, terminal).text.length <= SHORT_TEXT;
  const terminals = terminalsOf(facts);
  for (const terminal of terminals.filter(isShort)) {
    const { text, timeAt } = textOf(facts, terminal);
    const seen = new Set<string>();
    for (const { 0: number, index } of text.matchAll(/(?<!\d)\d{1,5}(?!\d)/g)) {
      if (seen.has(number)) continue;
      seen.add(number);
      const those = byNumber.get(number) ?? [];
      byNumber.set(number, those);
      those.push({ terminal, atMs: timeAt(index + number.length) });
    }
  }
  return { byNumber, long: terminals.filter((terminal) => !isShort(terminal)) };
});
