import type * as z from 'zod/mini';
import { checkReferences } from '../check/references.ts';
import type { World } from '../check/world.ts';
import { leadOf } from '../lead-of.ts';
import { choice } from '../schema/parts.ts';
import { type Same, variant } from '../schema/recorded.ts';
import type { Path } from '../source.ts';
import type { Words } from '../words/words.ts';
import { type CommandClaim, command } from './command.ts';
import { type ConversationClaim, conversation } from './conversation.ts';
import { type ExitClaim, exit } from './exit.ts';
import { type OrderClaim, order } from './order.ts';
import { type PacketsClaim, packets } from './packets.ts';
import { type ProcessesClaim, processes } from './processes.ts';
import { type SocketsClaim, sockets } from './sockets.ts';
import { type TextClaim, text } from './text.ts';

/** A statement that the evidence must bear out. */
export type Claim =
  | SocketsClaim
  | ProcessesClaim
  | PacketsClaim
  | ConversationClaim
  | TextClaim
  | ExitClaim
  | OrderClaim
  | CommandClaim;

/** Every kind of claim, by the word that a record has for it. */
const CLAIMS = { sockets, processes, packets, conversation, text, exit, order, command };

const ALL = Object.values(CLAIMS);

/** A claim of the lab that was run. @internal */
export const recordedClaim = variant(
  'kind',
  Object.keys(CLAIMS),
  ALL.map(({ recorded }) => recorded),
);
true satisfies Same<z.infer<typeof recordedClaim>, Claim>;

type FormsOf<K> = K extends { forms: infer F } ? F[keyof F] : never;
type WrittenForm = FormsOf<(typeof ALL)[number]>;

/** Any way to write a claim: which one it is, what is written tells. */
interface AnyForm {
  words: Words;
  written: WrittenForm['written'];
  expands: readonly string[];
  build(raw: object): object;
  check?(place: object): void;
}

const KINDS = Object.entries(CLAIMS) as [Claim['kind'], { forms: Readonly<Record<string, AnyForm>> }][];

/** Every way to write a claim, by its first key. @internal */
export const FORMS: Readonly<Record<string, AnyForm & { kind: Claim['kind'] }>> = Object.fromEntries(
  KINDS.flatMap(([kind, { forms }]) => Object.entries(forms).map(([lead, form]) => [lead, { ...form, kind }])),
);

/** One claim as it is written: the key beside `says` and the evidence's id tells its kind. @internal */
export const claimSchema = choice(Object.values(FORMS).map(({ written }) => written));

/** @internal */
export type RawClaim = z.infer<typeof claimSchema>;

const formOf = (raw: RawClaim) => FORMS[leadOf(raw, FORMS)] as (typeof FORMS)[string];

/** A claim as it is checked. @internal */
export function buildClaim({ id, raw, line }: { id: string; raw: RawClaim; line: number }): Claim {
  const { kind, build } = formOf(raw);
  return { kind, id, says: raw.says, line, ...build(raw) } as Claim;
}

/** Checks a claim against what is known after the last step. @internal */
export function checkClaim(world: World, raw: RawClaim, path: Path): void {
  const { expands, check } = formOf(raw);
  checkReferences(world, { path, value: raw, expands });
  check?.({ world, raw, path });
}
