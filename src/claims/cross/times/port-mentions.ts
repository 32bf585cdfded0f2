import type { Facts } from '../../../evidence/facts.ts';
import type { Terminal } from '../../../record/run-record.ts';
import { oncePerRun } from '../../judge/once.ts';
import { terminalsOf, textOf } from '../terminal-texts.ts';

/** A terminal that shows a port, and when it first did. */
export interface Mention {
  terminal: Terminal;
  atMs: number;
}

/** The terminals that show a port. */
export function mentionsOf(facts: Facts, port: number | undefined): Mention[] {
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
