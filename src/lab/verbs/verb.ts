import * as z from 'zod/mini';
import type { NamedKind, World } from '../check/world.ts';
import { limit, recordedLimit } from '../pieces/limit.ts';
import { mapping } from '../schema/parts.ts';
import { kind, shape, whole } from '../schema/recorded.ts';
import type { Keys, Recorded, Written } from '../schema/slice.ts';
import type { Path } from '../source.ts';
import type { Words } from '../words/words.ts';

/** What each step has, whatever it does. */
export interface StepBase {
  /** Line in lab.yaml, from 1. */
  line: number;
  /** How long the step may wait for what it waits for, ms. */
  limitMs: number;
}

/** A step of a lab.yaml, and where it stands. @internal */
export interface Place<Raw> {
  world: World;
  raw: Raw;
  path: Path;
  /** Line of the step, from 1. */
  line: number;
}

/** What is the verb's own. `W` are its keys in a lab.yaml, `R` what a record holds of it. */
interface Own<W extends Keys, R extends Keys> {
  /** What it does, for authors of labs. */
  words: Words;
  /** Keys besides `limit`. The first is the verb, which tells the step from others. */
  written: W;
  /** Keys besides verb, line and limit; one type with the step. */
  recorded: R;
  /** Keys whose texts may hold references, wherever they stand in the step. */
  expands: readonly string[];
  /** The step as it is run. */
  build(raw: Written<W>, lab: { programs: Readonly<Record<string, { run: string }>> }): Recorded<R>;
  /** The step in one line: what it does, and to what. */
  tell(step: Recorded<R>): string;
  /** What it begins, which has an id from then on. */
  begins?(raw: Written<W>): { id: string; kind: NamedKind };
  /** Looks for mistakes against what is known before the step. */
  checkBefore?(place: Place<Written<W>>): void;
  /** The same against what is known when it has begun, to which it may add. */
  check?(place: Place<Written<W>>): void;
}

/** A verb of the steps: all that there is of it but what it does in a run (src/scenario/steps, by the same name). @internal */
export function defineVerb<const V extends string, W extends Keys, R extends Keys>(verb: V, own: Own<W, R>) {
  return {
    ...own,
    written: mapping({ ...own.written, limit: z.exactOptional(limit) }),
    recorded: shape({ verb: kind(verb), ...own.recorded, line: whole(1), limitMs: recordedLimit }),
  };
}
