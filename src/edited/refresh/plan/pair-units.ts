import { commonPairs, type Pair } from '../../../text/lists.ts';
import type { Unit } from '../../read/unit.ts';
import { completePairs } from '../../text/pairs.ts';
import { similarity, type Token, tokensOf } from '../../text/tokens.ts';

/** From here on two paragraphs are taken for the same one with other values. */
const ALIKE = 0.4;

/** Units of two reports of one template that correspond, in order: the same ones, then those that are alike. */
export function pairUnits(one: readonly Unit[], other: readonly Unit[]): Pair[] {
  return completePairs(commonPairs(one.map(nameOf), other.map(nameOf)), { one, other }, pairAlike);
}

/** What says that a unit is the same one: what its fence names, or all of its text. */
function nameOf({ kind, key, text }: Unit): string {
  return key === undefined ? `${kind} ${text}` : `${kind} ${key}`;
}

/** The pairs in order that are the most alike in sum. */
function pairAlike(one: readonly Unit[], other: readonly Unit[]): Pair[] {
  if (one.length === 0 || other.length === 0) return [];
  const [from, to] = [one.map(withTokens), other.map(withTokens)];
  const best: number[][] = Array.from({ length: one.length + 1 }, () => new Array(other.length + 1).fill(0));
  const cell = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      const paired = likeness(from[i] as Tokenized, to[j] as Tokenized) + cell(i + 1, j + 1);
      (best[i] as number[])[j] = Math.max(cell(i + 1, j), cell(i, j + 1), paired);
    }
  }
  const pairs: Pair[] = [];
  for (let [i, j] = [0, 0]; i < one.length && j < other.length; ) {
    if (cell(i, j) > Math.max(cell(i + 1, j), cell(i, j + 1))) pairs.push([i++, j++]);
    else if (cell(i + 1, j) >= cell(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

interface Tokenized {
  unit: Unit;
  tokens: Token[];
}

function withTokens(unit: Unit): Tokenized {
  return { unit, tokens: tokensOf(unit.text) };
}

/** A note of ours is never the paragraph in whose stead it stands: it is in a quote. */
function likeness(one: Tokenized, other: Tokenized): number {
  if (one.unit.kind !== other.unit.kind || one.unit.within !== other.unit.within) return 0;
  if (one.unit.kind === 'evidence') return evidenceOf(one.unit) === evidenceOf(other.unit) ? 1 : 0;
  const alike = similarity(one.tokens, other.tokens);
  return alike >= ALIKE || labelOf(one.unit) === labelOf(other.unit) ? Math.max(alike, ALIKE) : 0;
}

/** "wire" of "wire 2". */
function evidenceOf({ key = '' }: Unit): string {
  return key.split(' ')[0] ?? '';
}

/** What a line of a list says before its colon, or the first cell of a table; nothing of other text. */
function labelOf({ text, kind, start }: Unit): string {
  const label = /^(?:[\w ]{1,24}:|\|[^|\n]*\|)/.exec(text)?.[0];
  return label === undefined ? `${kind} ${start} ${text}` : label;
}
