import type * as z from 'zod/mini';
import type { World } from '../check/world.ts';
import { leadOf } from '../lead-of.ts';
import { choice } from '../schema/parts.ts';
import { variant } from '../schema/recorded.ts';
import type { Path } from '../source.ts';
import { type PacketsWait, packets } from './packets.ts';
import { type ProcessesWait, processes } from './processes.ts';
import { type SocketsWait, sockets } from './sockets.ts';
import { type TextWait, text } from './text.ts';

/** What a step waits for. */
export type WaitFor = TextWait | SocketsWait | PacketsWait | ProcessesWait;

/** All that a `wait` can wait for, by its first key. @internal */
export const WAITS = { text, sockets, packets, processes };

const ALL = Object.values(WAITS);

/** What is waited for, as it is written. @internal */
export const waitSchema = choice(ALL.map(({ written }) => written));
/** The same in a record. @internal */
export const recordedWait = variant(
  'kind',
  Object.keys(WAITS),
  ALL.map(({ recorded }) => recorded),
);

/** Keys whose texts may hold references. @internal */
export const WAIT_EXPANDS: readonly string[] = ALL.flatMap(({ expands }) => expands);

type RawWait = z.infer<typeof waitSchema>;

/** Any of them: which one it is, what is written tells. */
interface AnyWait {
  build(raw: object): object;
  tell(what: object): string;
  check(place: object): void;
}

const TABLE: Readonly<Record<WaitFor['kind'], AnyWait>> = WAITS;

/** What the step waits for. @internal */
export function buildWait(raw: RawWait): WaitFor {
  const kind = leadOf(raw, WAITS);
  return { kind, ...TABLE[kind].build(raw) } as WaitFor;
}

/** It in a few words. @internal */
export function describeWait(what: WaitFor): string {
  return TABLE[what.kind].tell(what);
}

/** Checks it against what is known at the step. @internal */
export function checkWait(world: World, raw: RawWait, path: Path): void {
  TABLE[leadOf(raw, WAITS)].check({ world, raw, path });
}
