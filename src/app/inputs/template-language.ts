import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from '../../lab/types.ts';
import { LANGUAGES } from '../../language/languages.ts';
import { languageOf } from '../../report/template-language.ts';
import { LabreportError } from '../../text/errors.ts';
import { suggest } from '../../text/suggest.ts';

const ENGLISH = 'en';

/** A lab's template in a language, inside a folder `templates/`: es/NAME for Spanish, NAME itself for English. */
export function templateIn(lang: string, { template }: Pick<Lab, 'template'>): string {
  return lang === ENGLISH ? template : join(lang, template);
}

/** Refuses a template whose words would be of another language than its folder. */
export function expectLanguage(lang: string, template: { file: string; text: string }): void {
  const { code } = languageOf(template);
  if (code === lang) return;
  throw new LabreportError({
    code: 'template-invalid',
    place: { file: template.file },
    message: `the template tells the language "${code}", expected "${lang}"`,
    hint: `Put this at its top: {{!-- lang: ${lang} --}}`,
  });
}

/** The languages in which a lab has a template besides its own: the folders of the roots' templates/ that hold it. */
export async function listLanguages({ template }: Pick<Lab, 'template'>, roots: readonly string[]): Promise<string[]> {
  const languages = roots.map(async (root) => {
    const names = await readdir(join(root, 'templates')).catch(() => []);
    return names.filter((name) => name !== 'partials' && existsSync(join(root, 'templates', name, template)));
  });
  return [...new Set((await Promise.all(languages)).flat())].sort();
}

/** The message for a language in which a lab has no template. */
export async function noTemplateIn(
  lang: string,
  { lab, roots }: { lab: Pick<Lab, 'template'>; roots: readonly string[] },
): Promise<LabreportError> {
  const known = [ENGLISH, ...(await listLanguages(lab, roots))];
  const near = Object.hasOwn(LANGUAGES, lang) ? undefined : suggest(lang, known);
  return new LabreportError({
    code: 'template-not-found',
    message: `no template ${lab.template} in the language "${lang}", expected one of ${known.join(', ')}`,
    hint:
      near === undefined
        ? `Another language would be in templates/${join(lang, lab.template)}.`
        : `Did you mean --lang ${near}?`,
  });
}
