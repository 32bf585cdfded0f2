import { commonPairs } from '../../../text/lists.ts';
import { similarity, type Token, tokensOf } from './tokens.ts';

/** Other text in the place of a part of a text. */
export interface TextChange {
  start: number;
  /** Exclusive. */
  end: number;
  text: string;
}

/** From here on two rows are taken for the same one with other values. */
const ALIKE = 0.5;

/** What makes one text another, in order: word by word, and in tables row by row. */
export function diffText(one: string, other: string): TextChange[] {
  if (one === other) return [];
  return isTable(one) && isTable(other) ? diffRows(one, other) : diffWords(one, other);
}

function isTable(text: string): boolean {
  return text.split('\n').every((line) => line.startsWith('|'));
}

/** Whole words and signs change, and the space between two that stay. */
function diffWords(one: string, other: string): TextChange[] {
  const [from, to] = [tokensOf(one), tokensOf(other)];
  const pairs = commonPairs(
    from.map(({ text }) => text),
    to.map(({ text }) => text),
  );
  const ends = { start: one.length, end: one.length, text: '' };
  const otherEnds = { start: other.length, end: other.length, text: '' };
  const kept: [Token, Token][] = pairs.map(([i, j]) => [from[i] as Token, to[j] as Token]);
  const changes: TextChange[] = [];
  let [at, otherAt] = [0, 0];
  for (const [token, otherToken] of [...kept, [ends, otherEnds] as [Token, Token]]) {
    const text = other.slice(otherAt, otherToken.start);
    if (one.slice(at, token.start) !== text) changes.push(trim({ start: at, end: token.start, text }, one));
    [at, otherAt] = [token.end, otherToken.end];
  }
  return changes;
}

/** Without the space that is there before and after. */
function trim({ start, end, text }: TextChange, one: string): TextChange {
  const was = one.slice(start, end);
  const head = commonSpace(was, text);
  const tail = commonSpace(reverse(was.slice(head)), reverse(text.slice(head)));
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}

function commonSpace(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length] && /\s/.test(one[length] as string)) length++;
  return length;
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}

function diffRows(one: string, other: string): TextChange[] {
  const [from, to] = [one.split('\n'), other.split('\n')];
  const starts = from.map((_, i) => from.slice(0, i).join('\n').length + (i === 0 ? 0 : 1));
  const pairs = new Map(pairRows(from, to));
  const changes: TextChange[] = [];
  let next = 0;
  for (const [i, row] of from.entries()) {
    const start = starts[i] as number;
    const j = pairs.get(i);
    if (j === undefined) {
      changes.push(
        i === 0 ? { start, end: row.length + 1, text: '' } : { start: start - 1, end: start + row.length, text: '' },
      );
      continue;
    }
    const added = to.slice(next, j).map((line) => `${line}\n`);
    if (added.length > 0) changes.push({ start, end: start, text: added.join('') });
    changes.push(
      ...diffWords(row, to[j] as string).map((change) => ({
        start: change.start + start,
        end: change.end + start,
        text: change.text,
      })),
    );
    next = j + 1;
  }
  const rest = to.slice(next).map((line) => `\n${line}`);
  if (rest.length > 0) changes.push({ start: one.length, end: one.length, text: rest.join('') });
  return changes;
}

/** Rows that are the same but for values; both lists in order. The header is always one. */
function pairRows(from: readonly string[], to: readonly string[]): [number, number][] {
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...commonPairs(from, to), [from.length, to.length] as const]) {
    pairs.push(...pairAlike({ from, to }, { i, j, nextI, nextJ }));
    if (nextI < from.length) pairs.push([nextI, nextJ]);
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return pairs;
}

function pairAlike(
  { from, to }: { from: readonly string[]; to: readonly string[] },
  { i, j, nextI, nextJ }: { i: number; j: number; nextI: number; nextJ: number },
): [number, number][] {
  const pairs: [number, number][] = [];
  let least = j;
  for (let at = i; at < nextI; at++) {
    for (let row = least; row < nextJ; row++) {
      if (!isSameRow(from[at] as string, to[row] as string)) continue;
      pairs.push([at, row]);
      least = row + 1;
      break;
    }
  }
  return pairs;
}

function isSameRow(one: string, other: string): boolean {
  const first = one.split(' | ')[0];
  return first === other.split(' | ')[0] || similarity(tokensOf(one), tokensOf(other)) >= ALIKE;
}
