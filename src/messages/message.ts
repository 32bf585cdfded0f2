import type { ClaimMessages } from './claims.ts';
import type { CrossCheckMessages } from './cross-checks.ts';
import type { EditedMessages } from './edited.ts';
import type { PacketMessages } from './packets.ts';
import type { RunMessages } from './run.ts';

/** The values of every message, by its id. Each language has words for each (src/language/). */
export interface MessageValues
  extends ClaimMessages<Message>,
    CrossCheckMessages,
    RunMessages<Message>,
    PacketMessages<Message>,
    EditedMessages<Message> {}

type RunMessageId = keyof RunMessages<never>;

export type MessageId =
  | keyof ClaimMessages<never>
  | keyof CrossCheckMessages
  | RunMessageId
  | keyof PacketMessages<never>
  | keyof EditedMessages<never>;

/**
 * Something that labreport says, before it is words: which sentence, and what stands in it. Plain data, which survives
 * JSON and `structuredClone`. A part of a sentence, without a capital letter and a full stop.
 */
export type Message<Id extends MessageId = MessageId> = {
  [Each in Id]: { readonly id: Each; readonly values: Readonly<MessageValues[Each]> };
}[Id];

/** A message that a record may hold. */
export type RunMessage = Message<RunMessageId>;

/** Puts a message into words. */
export type Tell = (message: Message) => string;

type Constant = { [Id in MessageId]: keyof MessageValues[Id] extends never ? Id : never }[MessageId];

/** Makes a message; one that is always the same needs no values. */
export function say<Id extends Constant>(id: Id): Message<Id>;
export function say<Id extends MessageId>(id: Id, values: MessageValues[Id]): Message<Id>;
export function say(id: MessageId, values: object = {}): Message {
  return { id, values } as Message;
}
