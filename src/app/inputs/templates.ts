import { join, resolve } from 'node:path';
import { listInside } from '../../files/list.ts';
import type { Lab } from '../../lab/types.ts';
import { languageOf } from '../../report/template-language.ts';
import { LabreportError, type Problem } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import { suggest } from '../../text/suggest.ts';
import { findPartials, readPartials } from './partials.ts';
import { readTemplate } from './read-template.ts';
import { expectLanguage, noTemplateIn, templateIn } from './template-language.ts';

export interface Template {
  /** Path for messages. */
  file: string;
  text: string;
  /** Partial name (file name without .hbs) to text: those that the template uses. */
  partials: Record<string, string>;
  /** Their paths for messages. */
  partialFiles?: Record<string, string>;
}

/**
 * The template at `file` (a path, or one in the roots' `templates/`), or the lab's own in the first of the roots'
 * `templates/` that has it.
 */
export async function loadTemplate(options: {
  file: string | undefined;
  /** Language of the lab's own template; English where none is asked for. */
  lang?: string | undefined;
  lab: Pick<Lab, 'template'>;
  labDir: string;
  roots: string[];
}): Promise<Template> {
  const { file, lang, lab, labDir, roots } = options;
  const name = file ?? templateIn(lang ?? 'en', lab);
  const shared = roots.flatMap((root) => [
    join(root, 'templates', name),
    ...(file === undefined ? [] : [join(root, name)]),
  ]);
  for (const candidate of file === undefined ? shared : [resolve(file), ...shared]) {
    const text = await readTemplate(candidate);
    if (text === undefined) continue;
    if (text.trim() === '') throw emptyTemplate(candidate);
    if (lang !== undefined) expectLanguage(lang, { file: nearPath(candidate), text });
    const { code } = languageOf({ file: nearPath(candidate), text });
    const files = await findPartials(candidate, roots, code);
    const partialFiles = Object.fromEntries([...files].map(([name, path]) => [name, nearPath(path)]));
    return { file: nearPath(candidate), text, partials: await readPartials(text, files), partialFiles };
  }
  if (lang !== undefined) throw await noTemplateIn(lang, { lab, roots });
  const place = file === undefined ? { place: { file: join(labDir, 'lab.yaml') } } : {};
  throw new LabreportError({ ...place, ...(await noTemplate(file ?? lab.template, roots)) });
}

function emptyTemplate(path: string): LabreportError {
  return new LabreportError({
    code: 'template-invalid',
    place: { file: nearPath(path) },
    message: 'the template is empty, expected the prose of a report',
    hint: 'To begin with the template of a lab: labreport eject LAB',
  });
}

async function noTemplate(name: string, roots: string[]): Promise<Problem> {
  const folders = roots.map((root) => join(root, 'templates'));
  const known = await listTemplates(folders);
  const near = suggest(name, known);
  return {
    code: 'template-not-found',
    message: `no template "${name}", expected a file or one of ${known.join(', ')}`,
    hint: near === undefined ? `Templates are looked for in ${folders.join(' and ')}.` : `Did you mean ${near}?`,
  };
}

/** Names of the templates in these folders, and in their folders of a language, without the partials. */
async function listTemplates(folders: readonly string[]): Promise<string[]> {
  const names = folders.map((folder) => [...listInside(folder).files.keys()]);
  const isTemplate = (name: string) => name.endsWith('.hbs') && !/(^|\/)partials\//.test(name);
  return [...new Set(names.flat().filter(isTemplate))].sort();
}
