import type { Nodes as HtmlNodes } from 'hast';
import type { Nodes } from 'mdast';
import { bounded } from '../text/bounded.ts';
import { LabreportError } from '../text/errors.ts';
import { linesOutsideCode } from './code-lines.ts';

/** A report of a hundred pages is parsed in a hundredth of it. */
const LIMIT_MS = 10_000;
/** Characters: what a report shows of its evidence is part of it. */
const MOST_CHARACTERS = 20_000_000;
/**
 * Lines, and marks in them, outside of code blocks: a parser takes some kilobytes for each. The largest report of a shipped
 * lab has a tenth of it.
 */
const MOST_PARTS = 15_000;
/** What walks through a tree goes down with it. */
const MOST_DEPTH = 200;

/** Does something with a Markdown text that its author may have made to be endless: quotes in quotes, stars, brackets. */
export function boundedMarkdown<T>(markdown: string, work: () => T): T {
  if (markdown.length > MOST_CHARACTERS) {
    const got = `${Math.ceil(markdown.length / 1e6)} million characters`;
    throw new LabreportError({
      code: 'too-large',
      message: `${got} of Markdown, expected at most ${MOST_CHARACTERS / 1e6} million`,
    });
  }
  refuseEndless(markdown);
  const describe = (excess: 'time' | 'depth') => (excess === 'time' ? tooSlow(markdown) : tooDeep(markdown));
  return bounded({ limitMs: LIMIT_MS, describe }, work);
}

/** What would take a parser far longer, or far more memory, than a text of this length should. */
function refuseEndless(markdown: string): void {
  let parts = 0;
  for (const { line, isFence } of linesOutsideCode(markdown)) {
    parts += 1 + (isFence ? 0 : countMarks(line));
    if (!isFence && containersOf(line) > MOST_DEPTH) throw tooDeep(markdown);
  }
  if (parts > MOST_PARTS)
    throw refusal(markdown, `${parts} lines and marks of Markdown, expected at most ${MOST_PARTS}`);
}

/** How many quotes and lists a line is at least in. */
function containersOf(line: string): number {
  const lead = /^(?:[ \t]|>|[-*+][ \t])*/.exec(line)?.[0] ?? '';
  return lead.replace(/[ \t]/g, '').length;
}

/** The characters that mean something in Markdown, wherever they stand or at the beginning of a line. */
function countMarks(line: string): number {
  // A list's item takes as much as three marks.
  let marks = /^\s*(?:[-+*]|\d+[.)]) /.test(line) ? 3 : 0;
  for (const character of line) if ('#>*_`~[]!<&\\|'.includes(character)) marks++;
  return marks;
}

/** A tree that all that follows can walk through. */
export function expectShallow<T extends Nodes | HtmlNodes>(tree: T, markdown: string): T {
  let level: (Nodes | HtmlNodes)[] = [tree];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_DEPTH) throw tooDeep(markdown);
    level = level.flatMap((node): (Nodes | HtmlNodes)[] => ('children' in node ? node.children : []));
  }
  return tree;
}

function tooDeep(markdown: string): LabreportError {
  const expected = `less than ${MOST_DEPTH} quotes, lists, tags or emphases in one another`;
  return refusal(markdown, `Markdown that can't be parsed within bounds, expected ${expected}`);
}

function tooSlow(markdown: string): LabreportError {
  return refusal(markdown, `Markdown that can't be parsed within ${LIMIT_MS / 1000} s`);
}

function refusal(markdown: string, message: string): LabreportError {
  const { number, marks } = busiestLine(markdown);
  return new LabreportError({
    code: 'too-large',
    message,
    hint: `Most of its marks, ${marks}, are in line ${number}.`,
  });
}

/** The line with the most marks. */
function busiestLine(markdown: string): { number: number; marks: number } {
  let most = { number: 1, marks: 0 };
  for (const [i, line] of markdown.split('\n').entries()) {
    const marks = countMarks(line);
    if (marks > most.marks) most = { number: i + 1, marks };
  }
  return most;
}
