import type { Language } from '../language/language.ts';
import { LANGUAGES } from '../language/languages.ts';
import { LabreportError } from '../text/errors.ts';
import { suggest } from '../text/suggest.ts';

const ENGLISH = 'en';
const TOLD = /\{\{~?!(?:--)?\s*lang:\s*([^\s}]*?)\s*(?:--)?~?\}\}/;

/** The language of a template: the one that a comment in it tells, {{!-- lang: es --}}; English where none does. */
export function languageOf({ file, text }: { file: string; text: string }): Language {
  const [whole, code = ENGLISH] = TOLD.exec(text) ?? [];
  const language = Object.hasOwn(LANGUAGES, code) ? LANGUAGES[code] : undefined;
  if (language !== undefined) return language;
  const near = suggest(code, Object.keys(LANGUAGES));
  throw new LabreportError({
    code: 'template-invalid',
    place: { file, line: text.slice(0, text.indexOf(whole ?? '')).split('\n').length },
    message: `unexpected language "${code}", expected one of ${listLanguages()}`,
    ...(near !== undefined && { hint: `Did you mean "${near}"?` }),
  });
}

/** "en (English), es (español)". */
function listLanguages(): string {
  return Object.values(LANGUAGES)
    .map(({ code, name }) => `${code} (${name})`)
    .join(', ');
}
