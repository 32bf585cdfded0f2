import type { Message, Tell } from '../messages/message.ts';
import { english } from './en/english.ts';
import type { Language } from './language.ts';

/** A message in words, as a part of a sentence. */
export function tell({ id, values }: Message, language: Language = english): string {
  const words = language.messages[id] as (values: object, tell: Tell) => string;
  return words(values, (part) => tell(part, language));
}
