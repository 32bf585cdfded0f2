import type { Tell } from '../messages/message.ts';

/** The words of one part of the messages in a language: what stands in them, and how a message in a message is told. */
export type Words<Values> = {
  readonly [Id in keyof Values]: (values: Readonly<Values[Id]>, tell: Tell) => string;
};
