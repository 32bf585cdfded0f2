import { commonPairs, type Pair } from '../../text/lists.ts';
import type { TextSpan } from '../read/unit.ts';
import { completePairs } from './pairs.ts';
import { similarity, type Token, textsOf, tokensOf } from './tokens.ts';

/** Other text in the place of a part of a unit's text. */
export interface TextChange extends TextSpan {
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
  const [words, otherWords] = [tokensOf(one), tokensOf(other)];
  const kept = commonPairs(textsOf(words), textsOf(otherWords)).map(
    ([i, j]) => [words[i] as Token, otherWords[j] as Token] as const,
  );
  const ends = [
    { from: one.length, to: one.length },
    { from: other.length, to: other.length },
  ] as const;
  const changes: TextChange[] = [];
  let [from, otherFrom] = [0, 0];
  for (const [word, otherWord] of [...kept, ends]) {
    const text = other.slice(otherFrom, otherWord.from);
    if (one.slice(from, word.from) !== text) changes.push(trim({ from, to: word.from, text }, one));
    [from, otherFrom] = [word.to, otherWord.to];
  }
  return changes;
}

/** Without the space that is there before and after. */
function trim({ from, to, text }: TextChange, one: string): TextChange {
  const was = one.slice(from, to);
  const head = commonSpace(was, text);
  const tail = commonSpace(reverse(was.slice(head)), reverse(text.slice(head)));
  return { from: from + head, to: to - tail, text: text.slice(head, text.length - tail) };
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
  const [rows, otherRows] = [one.split('\n'), other.split('\n')];
  const pairs = new Map(completePairs(commonPairs(rows, otherRows), { one: rows, other: otherRows }, pairAlike));
  const changes: TextChange[] = [];
  let [from, next] = [0, 0];
  for (const [i, row] of rows.entries()) {
    const at = from;
    from += row.length + 1;
    const j = pairs.get(i);
    if (j === undefined) {
      // With the line end before it: behind the last row there is none.
      changes.push(i === 0 ? { from: 0, to: from, text: '' } : { from: at - 1, to: from - 1, text: '' });
      continue;
    }
    const added = otherRows.slice(next, j).map((line) => `${line}\n`);
    if (added.length > 0) changes.push({ from: at, to: at, text: added.join('') });
    const inside = diffWords(row, otherRows[j] as string);
    changes.push(...inside.map((change) => ({ from: at + change.from, to: at + change.to, text: change.text })));
    next = j + 1;
  }
  const rest = otherRows.slice(next).map((line) => `\n${line}`);
  if (rest.length > 0) changes.push({ from: one.length, to: one.length, text: rest.join('') });
  return changes;
}

/** Rows that are the same but for values; both lists in order. */
function pairAlike(rows: readonly string[], otherRows: readonly string[]): Pair[] {
  const pairs: Pair[] = [];
  let next = 0;
  for (const [i, row] of rows.entries()) {
    const j = otherRows.findIndex((other, at) => at >= next && isSameRow(row, other));
    if (j < 0) continue;
    pairs.push([i, j]);
    next = j + 1;
  }
  return pairs;
}

function isSameRow(one: string, other: string): boolean {
  const first = one.split(' | ')[0];
  return first === other.split(' | ')[0] || similarity(tokensOf(one), tokensOf(other)) >= ALIKE;
}
