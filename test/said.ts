import { type Message, say } from '../src/messages/message.ts';

/** Words as they are, where a test is not about them. */
export function said(text: string): Message<'said'> {
  return say('said', { text });
}
