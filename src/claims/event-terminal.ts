import type { Facts } from '../evidence/facts.ts';
import type { Terminal } from '../record/types.ts';
import { findText, formatPattern, type TextMatch, type TextPattern } from '../text/pattern.ts';
import type { EventOf, Found, Lost } from './events.ts';
import { isStopAbout } from './run-stop.ts';
import { readTerminal } from './terminal-text.ts';
import { whyPartial } from './testable.ts';
import { linesOf } from './text-lines.ts';
import { joinReasons } from './words.ts';

/** When a text had come; the echo of what was typed is none. */
export function findShows({ terminal: id, text: pattern }: EventOf<'shows'>, facts: Facts, skip: number): Found | Lost {
  const output = readTerminal(facts.evidence(id) as Terminal, facts.bytes(id));
  const match = findNth(output.text, pattern, skip);
  const name = `${formatPattern(pattern)} on ${id}`;
  if (match === undefined) return loseText(facts, id, `${name} did not come${skip > 0 ? ' again' : ''}`);
  const lines = linesOf(output.text, match);
  const atMs = output.timeAt(match.end);
  return { name, atMs, clock: 'run', position: match.end, cite: { evidence: id, lines } };
}

/** When a line was typed. */
export function findTyped({ terminal: id, text }: EventOf<'typed'>, facts: Facts, skip: number): Found | Lost {
  const { typed } = facts.evidence(id) as Terminal;
  const line = typed.filter((each) => each.text === `${text}\n`)[skip];
  const name = `the line ${JSON.stringify(text)} typed into ${id}`;
  if (line !== undefined) return { name, atMs: line.atMs, clock: 'run', cite: { evidence: id } };
  // Steps type, not the student's program: what was not typed is no fault of it.
  const missing = `${JSON.stringify(text)} was not typed into ${id}${skip > 0 ? ' again' : ''}`;
  return { status: 'not-testable', reason: withDoubt(missing, whyPartial(facts, id)), cite: { evidence: id } };
}

function findNth(text: string, pattern: TextPattern, skip: number): TextMatch | undefined {
  let match = findText(text, pattern);
  for (let i = 0; i < skip && match !== undefined; i++) {
    // An expression may match nothing, and would then match there for ever.
    match = findText(text, pattern, Math.max(match.end, match.start + 1));
  }
  return match;
}

function loseText(facts: Facts, id: string, missing: string): Lost {
  // The step that waited for this terminal gave the text its time.
  const doubt = isStopAbout(facts.record, id) ? undefined : whyPartial(facts, id);
  const status = doubt === undefined ? 'failed' : 'not-testable';
  return { status, reason: withDoubt(missing, doubt), cite: { evidence: id } };
}

function withDoubt(missing: string, doubt: string | undefined): string {
  return doubt === undefined ? missing : joinReasons(missing, doubt);
}
