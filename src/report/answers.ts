import { LANGUAGES } from '../language/languages.ts';
import { nodesOf } from '../markdown/nodes.ts';
import { MarkdownTree } from '../markdown/tree.ts';
import { LabreportError } from '../text/errors.ts';

/** A place in a report where its author is asked to write. */
export interface Answer {
  name: string;
  /** Line of the mark that opens it, from 1. */
  line: number;
  /** What is written between the marks: all of it, line ends too. `end` is exclusive. */
  start: number;
  end: number;
  isAnswered: boolean;
}

/** A mark, or what is left of one. */
interface Mark {
  start: number;
  end: number;
  line: number;
  /** Absent of the one that closes. */
  name?: string;
  isWhole: boolean;
}

const MARK = /<!--[ \t]*(\/?)answer\b(?::[ \t]*([A-Za-z0-9][\w.-]*))?[ \t]*(-->)?/g;
const CLOSING = '<!-- /answer -->';

/** The line that opens an answer. */
function openingMark(name: string): string {
  return `<!-- answer: ${name} -->`;
}

/** The three lines that ask for an answer. */
export function formatAnswer(name: string, unanswered: string): string[] {
  return [openingMark(name), unanswered, CLOSING];
}

/** Whether HTML is a whole mark of an answer, and nothing else. */
export function isAnswerMark(html: string): boolean {
  return /^<!--[ \t]*\/?answer\b[ \t:\w.-]*-->$/.test(html.trim());
}

/** Whether a name can stand in a mark. */
export function isAnswerName(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]*$/.test(name) && !name.includes('--');
}

/** The places to write in, in order. Throws where marks are damaged: nobody could say then what is whose. */
export function findAnswers(markdown: string, file: string): Answer[] {
  const answers: Answer[] = [];
  let open: Mark | undefined;
  for (const mark of readMarks(markdown)) {
    refuseDamaged(mark, { file, open, answers });
    if (mark.name !== undefined) {
      open = mark;
      continue;
    }
    const { name, line } = open as Mark & { name: string };
    const span = { start: afterLine(markdown, (open as Mark).end, mark.start), end: beforeLine(markdown, mark.start) };
    const text = markdown.slice(span.start, Math.max(span.start, span.end));
    answers.push({ name, line, ...span, end: Math.max(span.start, span.end), isAnswered: isAnswered(text) });
    open = undefined;
  }
  if (open !== undefined) throw unclosed(open, file);
  return answers;
}

function readMarks(markdown: string): Mark[] {
  const tree = new MarkdownTree(markdown);
  const code = nodesOf(tree.root, 'code', 'inlineCode').map((node) => tree.spanOf(node));
  return [...markdown.matchAll(MARK)].flatMap((match): Mark[] => {
    const [whole, slash, name, end] = match;
    if (code.some(({ start, end: next }) => start <= match.index && match.index < next)) return [];
    const isWhole = end !== undefined && (slash === '/') === (name === undefined);
    const line = markdown.slice(0, match.index).split(/\r\n|\r|\n/).length;
    const at = { start: match.index, end: match.index + whole.length, line, isWhole };
    return [{ ...at, ...(slash !== '/' && { name: name ?? '' }) }];
  });
}

function refuseDamaged(
  { line, name, isWhole }: Mark,
  { file, open, answers }: { file: string; open: Mark | undefined; answers: readonly Answer[] },
): void {
  const fail = (message: string) =>
    new LabreportError({ code: 'report-damaged', place: { file, line }, message, hint: HINT });
  if (!isWhole) throw fail('a mark of an answer is damaged, expected <!-- answer: NAME --> or <!-- /answer -->');
  if (name === undefined && open === undefined)
    throw fail(`${CLOSING} closes nothing, expected <!-- answer: NAME --> before it`);
  if (name !== undefined && open !== undefined) throw unclosed(open, file, line);
  const twin = answers.find((answer) => answer.name === name);
  if (twin !== undefined) throw fail(`answer "${name}" is there twice, expected it in line ${twin.line} alone`);
}

const HINT = 'Answers are kept by these marks. Put them back as they were; what is between them is yours.';

function unclosed({ name, line }: Mark, file: string, next?: number): LabreportError {
  const before = next === undefined ? '' : ` before the next one begins in line ${next}`;
  return new LabreportError({
    code: 'report-damaged',
    place: { file, line },
    message: `answer "${name}" is not closed, expected a line ${CLOSING}${before}`,
    hint: HINT,
  });
}

/** Behind the rest of the line, where it is empty. */
function afterLine(markdown: string, at: number, limit: number): number {
  const rest = /^[ \t]*(?:\r\n|\r|\n)/.exec(markdown.slice(at, limit))?.[0] ?? '';
  return at + rest.length;
}

/** Before what lists and quotes put before a mark. */
function beforeLine(markdown: string, at: number): number {
  const lead = /(?<=^|[\r\n])[ \t>]*$/.exec(markdown.slice(0, at))?.[0] ?? '';
  return at - lead.length;
}

function isAnswered(text: string): boolean {
  const written = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^[ \t>]+/, '').trimEnd())
    .join('\n')
    .trim();
  return written !== '' && Object.values(LANGUAGES).every(({ report }) => report.unanswered !== written);
}
