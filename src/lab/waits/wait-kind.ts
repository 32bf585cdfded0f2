import type { World } from '../check/world.ts';
import { mapping } from '../schema/parts.ts';
import { kind, shape } from '../schema/recorded.ts';
import type { Keys, Recorded, Written } from '../schema/slice.ts';
import type { Path } from '../source.ts';
import type { Words } from '../words/words.ts';

/** What is its own. `W` are its keys in a lab.yaml, `R` what a record holds of it. */
interface Own<W extends Keys, R extends Keys> {
  /** What it waits for, for authors of labs. */
  words: Words;
  /** The first key is the kind, which tells it from others. */
  written: W;
  /** Keys besides `kind`; one type with what is waited for. */
  recorded: R;
  /** Keys whose texts may hold references. */
  expands: readonly string[];
  build(raw: Written<W>): Recorded<R>;
  /** What is waited for, in a few words. */
  tell(what: Recorded<R>): string;
  /** Looks for mistakes against what is known at the step, to which it may add. */
  check(place: { world: World; raw: Written<W>; path: Path }): void;
}

/** What a `wait` can wait for: all that there is of it but the waiting (src/scenario/waits, by the same name). @internal */
export function defineWait<const K extends string, W extends Keys, R extends Keys>(name: K, own: Own<W, R>) {
  return { ...own, written: mapping(own.written), recorded: shape({ kind: kind(name), ...own.recorded }) };
}
