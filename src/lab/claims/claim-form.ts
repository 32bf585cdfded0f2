import type { World } from '../check/world.ts';
import { mapping, sentence } from '../schema/parts.ts';
import { kind, line, name, shape, whole } from '../schema/recorded.ts';
import type { Keys, Recorded, Written } from '../schema/slice.ts';
import type { Path } from '../source.ts';
import type { Words } from '../words/words.ts';

/** What each claim has, whatever it states. */
export interface ClaimBase {
  id: string;
  /** The sentence that readers see, without a full stop. */
  says: string;
  /** Line in lab.yaml, from 1. */
  line: number;
}

/** The key of every claim in a lab.yaml. @internal */
export const says = sentence('The sentence that readers see, without a full stop');

/** One way to write a claim. `W` are its keys in a lab.yaml, `C` is what the claim holds besides kind, id, says and line. */
interface Form<W extends Keys, C> {
  /** What it states, for authors of labs. */
  words: Words;
  /** The first key tells it from all other forms of claims. */
  written: W;
  /** Keys whose texts may hold references, wherever they stand in the claim. */
  expands: readonly string[];
  build(raw: Written<W>): C;
  /** Looks for mistakes against what is known after the last step. */
  check?(place: { world: World; raw: Written<W>; path: Path }): void;
}

/** A way to write a claim. @internal */
export function defineForm<W extends Keys, C>(form: Form<W, C>) {
  return { ...form, written: mapping(form.written) };
}

interface Own<R extends Keys, F> {
  /** What a record holds of it, besides kind, id, says and line; one type with the claim. */
  recorded: R;
  /** The ways to write it, by the first key of each. */
  forms: F;
}

const base = { id: name, says: line, line: whole(1) };

/** A kind of claim: all that there is of it but its judgement (src/claims/kinds, by the same name). @internal */
export function defineClaim<
  const K extends string,
  R extends Keys,
  F extends Record<string, { build(raw: never): Recorded<R> }>,
>(word: K, { recorded, forms }: Own<R, F>) {
  return { forms, recorded: shape({ kind: kind(word), ...base, ...recorded }) };
}
