import type { Facts } from '../../evidence/facts.ts';
import { type Message, say } from '../../messages/message.ts';
import type { Terminal } from '../../record/run-record.ts';
import { findText, formatPattern, type TextMatch, type TextPattern } from '../../text/pattern.ts';
import { textOf } from '../cross/terminal-texts.ts';
import { isStopAbout } from '../judge/run-stop.ts';
import { whyPartial } from '../judge/testable.ts';
import { withDoubt } from '../judge/words.ts';
import { linesOf } from '../kinds/text-lines.ts';
import type { EventOf, Found, Lost } from './found.ts';

/** When a text had come; the echo of what was typed is none. */
export function findShows({ terminal: id, text: pattern }: EventOf<'shows'>, facts: Facts, skip: number): Found | Lost {
  const output = textOf(facts, facts.evidence(id) as Terminal);
  const match = findNth(output.text, pattern, skip);
  const text = formatPattern(pattern);
  if (match === undefined) return loseText(facts, { text, on: id, again: skip > 0 });
  const lines = linesOf(output.text, match);
  const atMs = output.timeAt(match.end);
  const name = { kind: 'shows' as const, text, on: id };
  return { name, atMs, clock: 'run', position: match.end, cite: { evidence: id, lines } };
}

/** When a line was typed. */
export function findTyped({ terminal: id, text }: EventOf<'typed'>, facts: Facts, skip: number): Found | Lost {
  const { typed } = facts.evidence(id) as Terminal;
  const line = typed.filter((each) => each.text === `${text}\n`)[skip];
  const told = { text: JSON.stringify(text), into: id };
  const cite = { evidence: id };
  if (line !== undefined) return { name: { kind: 'typed', ...told }, atMs: line.atMs, clock: 'run', cite };
  // Steps type, not the student's program: what was not typed is no fault of it.
  const missing: Message = say('notTyped', { ...told, again: skip > 0 });
  return { status: 'not-testable', reason: withDoubt(missing, whyPartial(facts, id)), cite };
}

function findNth(text: string, pattern: TextPattern, skip: number): TextMatch | undefined {
  let match = findText(text, pattern);
  for (let i = 0; i < skip && match !== undefined; i++) {
    // An expression may match nothing, and would then match there for ever.
    match = findText(text, pattern, Math.max(match.end, match.start + 1));
  }
  return match;
}

function loseText(facts: Facts, missing: { text: string; on: string; again: boolean }): Lost {
  const { on: id } = missing;
  // The step that waited for this terminal gave the text its time.
  const doubt = isStopAbout(facts.record, id) ? undefined : whyPartial(facts, id);
  const status = doubt === undefined ? 'failed' : 'not-testable';
  return { status, reason: withDoubt(say('didNotCome', missing), doubt), cite: { evidence: id } };
}
