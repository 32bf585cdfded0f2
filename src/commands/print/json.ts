import { english } from '../../language/en/english.ts';
import { tell } from '../../language/tell.ts';
import type { Message } from '../../messages/message.ts';

/** A value as JSON. Beside id and values, each message has its text in it. */
export function toJson(value: unknown, { indent = 0 }: { indent?: number } = {}): string {
  const json = JSON.stringify(value, (_, part) => (isMessage(part) ? { ...part, text: tell(part) } : part), indent);
  return `${json}\n`;
}

function isMessage(part: unknown): part is Message {
  if (typeof part !== 'object' || part === null || !('id' in part && 'values' in part)) return false;
  // A terminal has an id and values, too, and more.
  return Object.keys(part).length === 2 && Object.hasOwn(english.messages, String(part.id));
}
