import { escapeText } from '../../markdown/markdown.ts';
import type { Evidence } from '../../record/run-record.ts';
import type { Call } from '../../template/call.ts';
import type { Report } from '../report.ts';
import type { Range } from '../words.ts';
import { countLines, endOfLine, type Piece, pickLines, startOfLine, wholeLog } from './lines.ts';
import { findBytes, parsePattern } from './log-search.ts';

/** Options of an evidence block that show a part of the log by its lines. */
export const LINE_OPTIONS = ['lines', 'match', 'first', 'last', 'from'] as const;
type LineOption = (typeof LINE_OPTIONS)[number];

/** The part of a log that a block shows. */
export interface Excerpt {
  pieces: Piece[];
  /** Lines of the whole log. */
  totalLines: number;
  /** Whether leaps between the lines are marked in the block. */
  marksLeaps: boolean;
  /** Why these lines; stands in brackets under the block. Absent where line numbers say it all. */
  reason?: string;
  /** What is shown, where it is not told in lines. */
  says?: string;
}

interface Source {
  report: Report;
  call: Call;
  evidence: Evidence;
  bytes: Uint8Array;
}

/** The lines that the template asks for; undefined when it asks for all. */
export function takeExcerpt(source: Source): Excerpt | undefined {
  const { call } = source;
  const asked = LINE_OPTIONS.filter((option) => call.named[option] !== undefined);
  const [option] = asked;
  if (option === undefined) return undefined;
  if (asked.length > 1 && asked.some((name) => name !== 'first' && name !== 'last')) {
    throw call.fail(`unexpected ${asked.join('= and ')}= together, expected one of them (or first= and last=)`);
  }
  return EXCERPTS[option](source);
}

const EXCERPTS: Record<LineOption, (source: Source) => Excerpt> = {
  lines: takeNumbered,
  match: takeMatching,
  first: takeEnds,
  last: takeEnds,
  from: takeFrom,
};

function takeNumbered({ call, bytes }: Source): Excerpt {
  const ranges = parseRanges(call, 'lines');
  const picked = pickLines(bytes, (line) => ranges.some(({ first, last }) => first <= line && line <= last));
  const beyond = ranges.find(({ last }) => last > picked.total);
  if (beyond !== undefined) throw call.fail(`unexpected line ${beyond.last}, expected at most ${picked.total}`);
  return { pieces: picked.pieces, totalLines: picked.total, marksLeaps: true };
}

function takeMatching({ report, call, bytes }: Source): Excerpt {
  const pattern = parsePattern(call, call.option('match') as string);
  const { pieces, total } = pickLines(bytes, (_, start, end) => findBytes(bytes.subarray(start, end), pattern) >= 0);
  return {
    pieces,
    totalLines: total,
    marksLeaps: false,
    reason: report.language.report.showing(escapeText(call.option('match') as string)),
  };
}

function takeEnds({ call, bytes }: Source): Excerpt {
  const totalLines = countLines(bytes);
  const first = countOption(call, 'first');
  const last = countOption(call, 'last');
  if (first + last >= totalLines) return { pieces: wholeLog(bytes), totalLines, marksLeaps: true };
  let headEnd = 0;
  for (let line = 0; line < first; line++) headEnd = endOfLine(bytes, headEnd);
  let tailStart = bytes.length;
  for (let line = 0; line < last; line++) tailStart = startOfLine(bytes, tailStart - 1);
  const head = { firstLine: 1, lastLine: first, start: 0, end: headEnd };
  const tail = { firstLine: totalLines - last + 1, lastLine: totalLines, start: tailStart, end: bytes.length };
  return { pieces: [head, tail].filter(({ start, end }) => start < end), totalLines, marksLeaps: true };
}

/** From the line that shows a text, looked for after it was typed where it is a text that was typed. */
function takeFrom({ call, evidence, bytes }: Source): Excerpt {
  const text = call.option('from') as string;
  const at = findBytes(bytes, parsePattern(call, text), typedAt(evidence, text));
  if (at < 0) throw call.fail(`from="${text}" is nowhere in "${evidence.id}", expected a text that it shows`);
  const start = startOfLine(bytes, at);
  const totalLines = countLines(bytes);
  const firstLine = countLines(bytes.subarray(0, start)) + 1;
  return { pieces: [{ firstLine, lastLine: totalLines, start, end: bytes.length }], totalLines, marksLeaps: true };
}

function typedAt(evidence: Evidence, text: string): number {
  if (evidence.kind !== 'terminal') return 0;
  const typed = evidence.typed.find((line) => line.text === text);
  if (typed === undefined) return 0;
  return evidence.chunks.findLast(([atMs]) => atMs < typed.atMs)?.[1] ?? 0;
}

function countOption(call: Call, name: 'first' | 'last'): number {
  const value = call.option(name);
  if (value === undefined) return 0;
  if (!/^[1-9]\d*$/.test(value)) throw call.fail(`unexpected ${name}="${value}", expected a number of lines`);
  return Number(value);
}

/** "3", "3-5" or "3-5, 9". */
export function parseRanges(call: Call, name: string): Range[] {
  return (call.option(name) as string).split(',').map((part) => {
    const [, first = '', last = first] = /^\s*([1-9]\d*)(?:\s*-\s*([1-9]\d*))?\s*$/.exec(part) ?? [];
    const range = { first: Number(first), last: Number(last) };
    if (first !== '' && range.first <= range.last) return range;
    throw call.fail(`unexpected ${name}="${call.option(name)}", expected numbers such as "3", "3-5" or "3-5, 9"`);
  });
}
