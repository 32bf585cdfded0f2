import { english } from '../../language/en/english.ts';
import { tell } from '../../language/tell.ts';
import type { Message } from '../../messages/message.ts';

/** A value as JSON. Beside id and values, each message has its text in it. */
export function toJson(value: unknown, { indent = 0 }: { indent?: number } = {}): string {
  return `${JSON.stringify(value, (_, part) => withText(part), indent)}\n`;
}

function withText(part: unknown): unknown {
  if (!isLikeMessage(part)) return part;
  try {
    return { ...part, text: tell(part) };
  } catch {
    // In a record's claim others may have a key that nobody knows, with what looks like a message and can't be told.
    return part;
  }
}

/** A terminal has an id and values, too, and more; and values that a lab names "id" and "values" are texts both. */
function isLikeMessage(part: unknown): part is Message {
  if (!isMapping(part) || Object.keys(part).length !== 2) return false;
  const { id, values } = part;
  return typeof id === 'string' && Object.hasOwn(english.messages, id) && isMapping(values);
}

function isMapping(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
