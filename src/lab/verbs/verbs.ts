import type * as z from 'zod/mini';
import { checkReferences } from '../check/references.ts';
import type { NamedKind, World } from '../check/world.ts';
import { leadOf } from '../lead-of.ts';
import { buildLimit } from '../pieces/limit.ts';
import { choice } from '../schema/parts.ts';
import { type Same, variant } from '../schema/recorded.ts';
import type { Path } from '../source.ts';
import { type CaptureStep, capture } from './capture.ts';
import { type MomentStep, moment } from './moment.ts';
import { type OpenStep, open } from './open.ts';
import { type StopStep, stop } from './stop.ts';
import { type TypeStep, type } from './type.ts';
import type { Place } from './verb.ts';
import { type WaitStep, wait } from './wait.ts';

/** A step as it is run. */
export type Step = OpenStep | CaptureStep | TypeStep | MomentStep | StopStep | WaitStep;

/** Every verb, by its first key in a lab.yaml. @internal */
export const VERBS = { open, capture, type, moment, stop, wait };

const ALL = Object.values(VERBS);

/** One step as it is written: its first key is what is done. @internal */
export const stepSchema = choice(ALL.map(({ written }) => written));
/** A step of the lab that was run. @internal */
export const recordedStep = variant(
  'verb',
  Object.keys(VERBS),
  ALL.map(({ recorded }) => recorded),
);
true satisfies Same<z.infer<typeof recordedStep>, Step>;

/** @internal */
export type RawStep = z.infer<typeof stepSchema>;

/** Any of the verbs: which one it is, the step tells. */
interface AnyVerb {
  expands: readonly string[];
  build(raw: object, lab: { programs: Readonly<Record<string, { run: string }>> }): object;
  tell(step: object): string;
  begins?(raw: object): { id: string; kind: NamedKind };
  checkBefore?(place: object): void;
  check?(place: object): void;
}

const TABLE: Readonly<Record<Step['verb'], AnyVerb>> = VERBS;

/** A step as it is run. @internal */
export function buildStep(
  raw: RawStep,
  { line, programs }: { line: number; programs: Readonly<Record<string, { run: string }>> },
): Step {
  const { limit, ...own } = raw;
  const verb = leadOf(own, VERBS);
  return { verb, ...TABLE[verb].build(own, { programs }), line, limitMs: buildLimit(limit) } as Step;
}

/** A step in one line, as its verb and what it is about. @internal */
export function describeStep(step: Step): string {
  return TABLE[step.verb].tell(step);
}

/** The id that a step gives to something, and what that is. @internal */
export function begunBy(raw: RawStep): { id: string; kind: NamedKind } | undefined {
  return TABLE[leadOf(raw, VERBS)].begins?.(raw);
}

/** Checks a step against what is known before it, and adds what is known after it. @internal */
export function checkStep(world: World, raw: RawStep, path: Path, line: number): void {
  const verb = leadOf(raw, VERBS);
  const { expands, checkBefore, check } = TABLE[verb];
  const place = { world, raw, path, line };
  checkBefore?.(place);
  // What it waits for on its own terminal is looked for when that is there.
  checkReferences(world, { path, value: { ...raw, until: undefined }, expands });
  addBegun(place, verb);
  check?.(place);
}

function addBegun({ world, raw, path, line }: Place<RawStep>, verb: Step['verb']): void {
  const begun = begunBy(raw);
  if (begun === undefined) return;
  const { id, kind } = begun;
  const taken = world.known.get(id);
  if (taken !== undefined) {
    const by = taken.kind === 'build' ? 'the build' : `the ${taken.kind} at line ${taken.line}`;
    world.findings.push({ path: [...path, verb], message: `id "${id}" is taken by ${by}` });
    return;
  }
  world.known.set(id, { kind, line, values: new Set(kind === 'terminal' ? ['pid'] : []) });
}
