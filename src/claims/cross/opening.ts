import type { Facts } from '../../evidence/facts.ts';
import type { Terminal } from '../../record/types.ts';
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
  const sides = [client, server].map((end) => terminalsOn(facts, hostsOf(end, facts), seenMs));
  const mentions = sides.map((terminals) => terminals.flatMap((terminal) => findMention(facts, terminal, client.port)));
  const starts = mentions.flatMap((found) =>
    found.length === 0 ? [] : [Math.min(...found.map((each) => each.beganMs))],
  );
  const [clients = []] = sides;
  const latestMs = Math.min(seenMs, ...mentions.flat().map(({ atMs }) => atMs));
  const earliestMs = Math.max(firstStart(facts, hostsOf(client, facts), clients), ...starts);
  // Where no program ran that could have opened it, it can't have been long before it was seen.
  return { earliestMs: Math.min(earliestMs, latestMs), latestMs };
}

function terminalsOn(facts: Facts, hosts: readonly string[], beforeMs: number): Terminal[] {
  return terminalsOf(facts).filter(({ host, beganMs }) => hosts.includes(host) && beganMs <= beforeMs);
}

/** Nothing on the client's host opens a connection before its first program runs; of a strange host nothing is known. */
function firstStart({ record }: Facts, hosts: readonly string[], terminals: readonly Terminal[]): number {
  if (hosts.length === 0 || record.driver.name === 'loopback') return Number.NEGATIVE_INFINITY;
  const moments = record.evidence.filter(({ kind, host }) => kind === 'moment' && hosts.includes(host ?? ''));
  return Math.min(...[...terminals, ...moments].map(({ beganMs }) => beganMs));
}

interface Mention {
  beganMs: number;
  atMs: number;
}

function findMention(facts: Facts, terminal: Terminal, port: number | undefined): Mention[] {
  if (port === undefined) return [];
  const { text, timeAt } = textOf(facts, terminal);
  const match = new RegExp(`(?<!\\d)${port}(?!\\d)`).exec(text);
  return match === null ? [] : [{ beganMs: terminal.beganMs, atMs: timeAt(match.index + match[0].length) }];
}
