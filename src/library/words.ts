import { LANGUAGES } from '../language/languages.ts';
import { tell } from '../language/tell.ts';
import type { Message } from '../messages/message.ts';

/** A message, such as a verdict's reason, in words: a part of a sentence. `lang`: "en" or "es". */
export function tellMessage(message: Message, lang = 'en'): string {
  const language = Object.hasOwn(LANGUAGES, lang) ? LANGUAGES[lang] : undefined;
  if (language === undefined) {
    throw new RangeError(`no language "${lang}", expected ${Object.keys(LANGUAGES).join(' or ')}`);
  }
  if (!Object.hasOwn(language.messages, message.id)) throw new RangeError(`no message "${message.id}"`);
  return tell(message, language);
}
