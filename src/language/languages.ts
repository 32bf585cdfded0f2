import { english } from './en/english.ts';
import { spanish } from './es/spanish.ts';
import type { Language } from './language.ts';

/** Every language that a report can have, by its code. A new one is a folder beside `es/` and a line here. */
export const LANGUAGES: Readonly<Record<string, Language>> = { en: english, es: spanish };
