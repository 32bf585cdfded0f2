import { certainPairs } from './text/common.ts';
import type { TextChange } from './text/diff-text.ts';
import { isWord, type Token, tokensOf } from './text/tokens.ts';
import type { Unit } from './units/units.ts';

/** So many words beside a value, where there are as many, must be there too: alone, a number may be another one. */
const CONTEXT_WORDS = 3;
/** As far around a value they are looked for. */
const NEAR_TOKENS = 8;

/** A change in the text of an edited unit. */
export interface Located extends TextChange {
  unit: Unit;
}

interface UnitToken extends Token {
  unit: Unit;
  /** Index in its own unit. */
  index: number;
}

/** Units of a written report, and what has become of them, word by word. */
export class Alignment {
  readonly #base: UnitToken[];
  readonly #edited: UnitToken[];
  /** The edited token that each token is. */
  readonly #to: Map<number, number>;
  readonly #firstOf = new Map<Unit, number>();

  constructor(base: readonly Unit[], edited: readonly Unit[]) {
    this.#base = allTokens(base);
    this.#edited = allTokens(edited);
    for (const [i, { unit, index }] of this.#base.entries()) if (index === 0) this.#firstOf.set(unit, i);
    const texts = (tokens: readonly Token[]) => tokens.map(({ text }) => text);
    this.#to = new Map(certainPairs(texts(this.#base), texts(this.#edited)));
  }

  /** How much of a unit is still there, 0 to 1, and the edited unit that has most of it. */
  remains(unit: Unit): { share: number; unit: Unit | undefined } {
    const own = this.#tokensOf(unit);
    const counts = new Map<Unit, number>();
    for (const i of own) {
      const there = this.#edited[this.#to.get(i) ?? -1]?.unit;
      if (there !== undefined) counts.set(there, (counts.get(there) ?? 0) + 1);
    }
    const [best] = [...counts].sort(([, one], [, other]) => other - one);
    const sum = [...counts.values()].reduce((all, count) => all + count, 0);
    return { share: own.length === 0 ? 0 : sum / own.length, unit: best?.[0] };
  }

  /**
   * Where a part of a unit is now, when it is there whole and nothing else can be meant. Where it is known that the
   * two units say the same, the words around need not tell.
   */
  locate(unit: Unit, change: TextChange, isSame = false): Located | undefined {
    return this.#locate(unit, change, isSame) ?? this.#insertRow(unit, change);
  }

  #locate(unit: Unit, change: TextChange, isSame: boolean): Located | undefined {
    const own = this.#tokensOf(unit);
    const inside = own.filter((i) => this.#token(i).start < change.end && this.#token(i).end > change.start);
    const before = own.findLast((i) => this.#token(i).end <= change.start);
    const behind = own.find((i) => this.#token(i).start >= change.end);
    const isTight = inside.length > 0 && !/^\s|\s$/.test(unit.text.slice(change.start, change.end));
    const run = isTight ? inside : [before, ...inside, behind].filter((i) => i !== undefined);
    if (run.length === 0 || !this.#isTogether(run)) return undefined;
    if (!isSame && !this.#hasContext(own, run)) return undefined;
    return isTight
      ? this.#replaceInside(unit, change, inside)
      : this.#replaceBetween(unit, change, { before, behind, run });
  }

  /** A new row comes behind the one that it follows, whatever cells were added to that. */
  #insertRow(unit: Unit, { start, end, text }: TextChange): Located | undefined {
    const isRow = start === end && /^\n?\|.*\|\n?$/s.test(text);
    if (!isRow) return undefined;
    const rowEnd = text.startsWith('\n') ? start : start - 1;
    const rowStart = unit.text.lastIndexOf('\n', rowEnd - 1) + 1;
    const row = this.#tokensOf(unit).filter((i) => this.#token(i).start >= rowStart && this.#token(i).end <= rowEnd);
    const there = row.filter((i) => isWord(this.#token(i)) && this.#to.has(i)).map((i) => this.#target(i));
    const [first] = there;
    if (first === undefined || there.length * 2 < row.filter((i) => isWord(this.#token(i))).length) return undefined;
    const lineOf = (token: UnitToken) => token.unit.lines.findLast(({ at }) => at <= token.start);
    const line = lineOf(first);
    if (line === undefined || there.some((token) => lineOf(token) !== line)) return undefined;
    const at = line.at + line.length;
    return { unit: first.unit, start: at, end: at, text: `\n${text.replace(/^\n|\n$/g, '')}` };
  }

  #replaceInside(unit: Unit, { start, end, text }: TextChange, inside: readonly number[]): Located {
    const [first, last] = [this.#token(inside[0] as number), this.#token(inside.at(-1) as number)];
    const [from, to] = [this.#target(inside[0] as number), this.#target(inside.at(-1) as number)];
    // A value may stand inside of a word.
    const head = unit.text.slice(Math.min(first.start, start), start);
    const tail = unit.text.slice(end, Math.max(last.end, end));
    return { unit: from.unit, start: from.start, end: to.end, text: head + text + tail };
  }

  #replaceBetween(
    unit: Unit,
    { start, end, text }: TextChange,
    { before, behind, run }: { before: number | undefined; behind: number | undefined; run: readonly number[] },
  ): Located {
    const [from, to] = [this.#target(run[0] as number), this.#target(run.at(-1) as number)];
    const head = before === undefined ? '' : unit.text.slice(this.#token(before).end, start);
    const tail = behind === undefined ? '' : unit.text.slice(end, this.#token(behind).start);
    return {
      unit: from.unit,
      start: before === undefined ? from.start : from.end,
      end: behind === undefined ? to.end : to.start,
      text: head + text + tail,
    };
  }

  /** All there, one after the other, in one unit. */
  #isTogether(run: readonly number[]): boolean {
    const first = this.#to.get(run[0] as number);
    if (first === undefined) return false;
    return run.every((i, n) => this.#to.get(i) === first + n && this.#target(i).unit === this.#edited[first]?.unit);
  }

  #hasContext(own: readonly number[], run: readonly number[]): boolean {
    const [first, last] = [run[0] as number, run.at(-1) as number];
    const words = own.filter((i) => (i < first || i > last) && isWord(this.#token(i)));
    // So many words tell enough by themselves.
    if (run.filter((i) => isWord(this.#token(i))).length > CONTEXT_WORDS) return true;
    const near = words.filter((i) => i >= first - NEAR_TOKENS && i <= last + NEAR_TOKENS);
    const kept = near.filter((i) => this.#isNear(i, first, last));
    const beside = [first - 1, last + 1].filter((i) => own.includes(i));
    const isJoined = beside.some((i) => this.#isTogether(i < first ? [i, first] : [last, i]));
    return near.length > 0 && kept.length >= Math.min(CONTEXT_WORDS, near.length) && isJoined;
  }

  #isNear(i: number, first: number, last: number): boolean {
    const [at, from, to] = [this.#to.get(i), this.#to.get(first), this.#to.get(last)];
    if (at === undefined || from === undefined || to === undefined) return false;
    return at >= from - 2 * NEAR_TOKENS && at <= to + 2 * NEAR_TOKENS;
  }

  #tokensOf(unit: Unit): number[] {
    const first = this.#firstOf.get(unit);
    if (first === undefined) return [];
    const own: number[] = [];
    for (let i = first; this.#base[i]?.unit === unit; i++) own.push(i);
    return own;
  }

  #token(i: number): UnitToken {
    return this.#base[i] as UnitToken;
  }

  #target(i: number): UnitToken {
    return this.#edited[this.#to.get(i) as number] as UnitToken;
  }
}

function allTokens(units: readonly Unit[]): UnitToken[] {
  return units.flatMap((unit) => tokensOf(unit.text).map((token, index) => ({ ...token, unit, index })));
}
