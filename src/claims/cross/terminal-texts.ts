import type { Facts } from '../../evidence/facts.ts';
import type { Terminal } from '../../record/run-record.ts';
import { oncePerRun } from '../judge/once.ts';
import { readTerminal, type TerminalText } from '../judge/terminal-text.ts';
import { whyMissing } from '../judge/testable.ts';

const read = new WeakMap<Facts, Map<string, TerminalText>>();

/** The terminals of a run whose output can be read. */
export const terminalsOf: (facts: Facts) => readonly Terminal[] = oncePerRun((facts) => {
  const terminals = facts.record.evidence.filter((evidence): evidence is Terminal => evidence.kind === 'terminal');
  return terminals.filter(({ id }) => whyMissing(facts, id) === undefined);
});

/** What the terminal's program printed; each is asked for once for every connection, and read once. */
export function textOf(facts: Facts, terminal: Terminal): TerminalText {
  const texts = read.get(facts) ?? new Map<string, TerminalText>();
  read.set(facts, texts);
  const text = texts.get(terminal.id) ?? readTerminal(terminal, facts.bytes(terminal.id));
  texts.set(terminal.id, text);
  return text;
}
