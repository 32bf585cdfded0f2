import type { ShownSentence } from '../../report/shown.ts';
import { firstIndex } from '../../text/lists.ts';
import type { Comparison, Difference } from './difference.ts';
import { plainLine, plainText } from './seen.ts';

/** A sentence is looked for in as many parts when it is not there whole: an edit leaves most of them. */
const PARTS = 4;
/** So many of them together are the sentence. */
const ENOUGH_PARTS = 2;
/** How far an edit may have moved the parts from each other. */
const SHIFT_CHARACTERS = 40;
const HIDDEN = '\0';

/** A report as one line, and the line of the report that each of its characters is from. */
interface Flat {
  text: string;
  lineAt(offset: number): number;
}

/** Finds each verdict in a sentence and each note in a report, however its lines were broken anew. */
export function compareSentences(lines: readonly string[], shown: readonly ShownSentence[]): Comparison {
  const flat = flatten(lines);
  const missing: ShownSentence[] = [];
  let text = flat.text;
  // The longer first: one may be a part of the other.
  for (const sentence of shown.toSorted((one, other) => other.text.length - one.text.length)) {
    const plain = plainText(sentence.text);
    const at = text.indexOf(plain);
    if (at < 0) missing.push(sentence);
    else text = hide(text, at, plain.length);
  }
  const found = missing.map((sentence) => ({ sentence, at: findEdited(text, sentence) }));
  return {
    same: shown.length - missing.length,
    differences: found.flatMap(({ sentence, at }) => (at === undefined ? [] : [describe(sentence, at, flat)])),
    deleted: found.flatMap(({ sentence, at }) => (at === undefined ? [sentence] : [])),
  };
}

function flatten(lines: readonly string[]): Flat {
  const plain = lines.map(plainLine);
  const starts: number[] = [];
  let length = 0;
  for (const line of plain) {
    starts.push(length);
    length += line === '' ? 0 : line.length + 1;
  }
  return {
    text: plain.filter((line) => line !== '').join(' '),
    lineAt: (offset) => firstIndex(starts, (start) => start > offset),
  };
}

function hide(text: string, at: number, length: number): string {
  return text.slice(0, at) + HIDDEN.repeat(length) + text.slice(at + length);
}

/** Where the edited sentence begins: at its key, or where enough of its parts are near each other. */
function findEdited(text: string, sentence: ShownSentence): number | undefined {
  const plain = plainText(sentence.text);
  const at = sentence.key === undefined ? -1 : text.indexOf(plainText(sentence.key));
  if (at >= 0) return at;
  const size = Math.ceil(plain.length / PARTS);
  const starts = Array.from({ length: PARTS }, (_, i) => i * size).filter((start) => start < plain.length);
  const begins = starts.flatMap((start) =>
    occurrences(text, plain.slice(start, start + size)).map((place) => place - start),
  );
  const isEnough = (begin: number) =>
    begins.filter((other) => Math.abs(other - begin) <= SHIFT_CHARACTERS).length >=
    Math.min(ENOUGH_PARTS, starts.length);
  const begin = begins.find(isEnough);
  return begin === undefined ? undefined : Math.max(0, begin);
}

function occurrences(text: string, part: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) places.push(at);
  return places;
}

function describe({ helper, about, text }: ShownSentence, at: number, flat: Flat): Difference {
  const expected = plainText(text);
  const found = flat.text.slice(at, at + expected.length);
  // The sentence may begin on a line before the one that was edited.
  const edit = [...expected].findIndex((_, i) => expected[i] !== found[i]);
  return { kind: 'edited', helper, about, line: flat.lineAt(at + Math.max(0, edit)), expected, found };
}
