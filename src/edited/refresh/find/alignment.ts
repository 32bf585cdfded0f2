import { lineAt, textOf, type Unit } from '../../read/unit.ts';
import type { TextChange } from '../../text/diff-text.ts';
import { certainPairs } from '../../text/pairs.ts';
import { isWord, type Token, textsOf, tokensOf } from '../../text/tokens.ts';

/** So many words beside a value, where there are as many, must be there too: alone, a number may be another one. */
const CONTEXT_WORDS = 3;
/** As far around a value they are looked for. */
const NEAR_TOKENS = 8;

/** A change in the text of an edited unit. */
export interface Located extends TextChange {
  unit: Unit;
}

/** A word or sign of a written unit, or of an edited one. */
interface Word extends Token {
  unit: Unit;
  /** Its number among all of its side. */
  number: number;
  /** What it is in the edited report, where that is certain. */
  now?: Word;
}

/** One that is there. */
type Kept = Word & { now: Word };

/**
 * Units of a written report, and what has become of them, word by word. A value is found in an edited text by the words
 * beside it:
 *
 *     written   it came from port 36030 , which its kernel chose     36030 becomes 41772
 *     edited    The client came from port 36030 , as its kernel      "came from port" and "," are there, so it is this one
 */
export class Alignment {
  readonly #words: ReadonlyMap<Unit, Word[]>;

  constructor(base: readonly Unit[], edited: readonly Unit[]) {
    this.#words = wordsOf(base);
    const [own, there] = [[...this.#words.values()].flat(), [...wordsOf(edited).values()].flat()];
    for (const [i, j] of certainPairs(textsOf(own), textsOf(there))) (own[i] as Word).now = there[j] as Word;
  }

  /** How much of a unit is still there, 0 to 1, and the edited unit that has most of it. */
  remains(unit: Unit): { share: number; unit: Unit | undefined } {
    const own = this.#words.get(unit) ?? [];
    const kept = own.filter(isKept);
    const counts = new Map<Unit, number>();
    for (const { now } of kept) counts.set(now.unit, (counts.get(now.unit) ?? 0) + 1);
    const [best] = [...counts].sort(([, one], [, other]) => other - one);
    return { share: own.length === 0 ? 0 : kept.length / own.length, unit: best?.[0] };
  }

  /**
   * Where a part of a unit is now, when it is there whole and nothing else can be meant. Where it is known that the
   * two units say the same, the words around need not tell.
   */
  locate(unit: Unit, change: TextChange, isSame = false): Located | undefined {
    const own = this.#words.get(unit) ?? [];
    const run = runOf(own, change, unit);
    if (isTogether(run) && (isSame || hasContext(own, run))) return replaceRun(unit, change, run);
    return insertRow(own, change, unit);
  }
}

function wordsOf(units: readonly Unit[]): Map<Unit, Word[]> {
  let number = 0;
  return new Map(
    units.map((unit) => [unit, tokensOf(unit.text).map((token) => ({ ...token, unit, number: number++ }))]),
  );
}

function isKept(word: Word): word is Kept {
  return word.now !== undefined;
}

/** The words that a change is about: those in it, and where it begins and ends between words, the ones beside it. */
function runOf(own: readonly Word[], change: TextChange, unit: Unit): Word[] {
  const inside = own.filter(({ from, to }) => from < change.to && to > change.from);
  const isTight = inside.length > 0 && !/^\s|\s$/.test(textOf(unit, change));
  if (isTight) return inside;
  const before = own.findLast(({ to }) => to <= change.from);
  const behind = own.find(({ from }) => from >= change.to);
  return [before, ...inside, behind].filter((word) => word !== undefined);
}

/** All there, one after the other, in one unit. */
function isTogether(run: readonly (Word | undefined)[]): run is [Kept, ...Kept[]] {
  const first = run[0]?.now;
  return (
    first !== undefined &&
    run.every((word, n) => word?.now?.unit === first.unit && word.now.number === first.number + n)
  );
}

/** Whether the words around are there too, and one right beside. */
function hasContext(own: readonly Word[], run: readonly [Kept, ...Kept[]]): boolean {
  // So many words tell enough by themselves.
  if (run.filter(isWord).length > CONTEXT_WORDS) return true;
  const [first, last] = endsOf(run);
  const around = own.filter(({ number }) => number < first.number || number > last.number);
  const near = around.filter((word) => isWord(word) && isBetween(word, [first, last], NEAR_TOKENS));
  const kept = near.filter(({ now }) => now !== undefined && isBetween(now, [first.now, last.now], 2 * NEAR_TOKENS));
  const before = around.find(({ number }) => number === first.number - 1);
  const behind = around.find(({ number }) => number === last.number + 1);
  const isJoined = isTogether([before, first]) || isTogether([last, behind]);
  return near.length > 0 && kept.length >= Math.min(CONTEXT_WORDS, near.length) && isJoined;
}

function endsOf(run: readonly [Kept, ...Kept[]]): [first: Kept, last: Kept] {
  return [run[0], run.at(-1) as Kept];
}

/** Between two words, or not farther from them than so many words and signs. */
function isBetween({ number }: Word, [first, last]: readonly [Word, Word], distance: number): boolean {
  return number >= first.number - distance && number <= last.number + distance;
}

/** What stays of the words at the ends is kept: a value may stand inside of a word. */
function replaceRun(unit: Unit, { from, to, text }: TextChange, run: readonly [Kept, ...Kept[]]): Located {
  const [first, last] = endsOf(run);
  const isBefore = first.to <= from;
  const isBehind = last.from >= to;
  const head = unit.text.slice(isBefore ? first.to : Math.min(first.from, from), from);
  const tail = unit.text.slice(to, isBehind ? last.from : Math.max(last.to, to));
  return {
    unit: first.now.unit,
    from: isBefore ? first.now.to : first.now.from,
    to: isBehind ? last.now.from : last.now.to,
    text: head + text + tail,
  };
}

/** A new row comes behind the one that it follows, whatever cells were added to that. */
function insertRow(own: readonly Word[], { from, to, text }: TextChange, unit: Unit): Located | undefined {
  const isRow = from === to && /^\n?\|.*\|\n?$/s.test(text);
  if (!isRow) return undefined;
  const rowEnd = text.startsWith('\n') ? from : from - 1;
  const rowStart = unit.text.lastIndexOf('\n', rowEnd - 1) + 1;
  const words = own.filter((word) => isWord(word) && word.from >= rowStart && word.to <= rowEnd);
  const [first, ...others] = words.filter(isKept).map(({ now }) => now);
  if (first === undefined || (1 + others.length) * 2 < words.length) return undefined;
  const line = lineAt(first.unit, first.from);
  if (others.some((word) => lineAt(word.unit, word.from) !== line)) return undefined;
  return { unit: first.unit, from: line.to, to: line.to, text: `\n${text.replace(/^\n|\n$/g, '')}` };
}
