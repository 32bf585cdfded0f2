import { type Message, say } from '../../messages/message.ts';

/** "a", "a and b", "a, b and c". */
export function sayAll(parts: readonly Message[]): Message {
  const [first] = parts;
  return first !== undefined && parts.length === 1 ? first : say('all', { parts });
}

/** What was found, and why it does not settle the matter, where there is such a reason. */
export function withDoubt(found: Message, doubt: Message | undefined): Message {
  return doubt === undefined ? found : say('but', { found, doubt });
}
