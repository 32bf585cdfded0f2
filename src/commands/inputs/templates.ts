import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Lab } from '../../lab/types.ts';
import { LabreportError, type Problem } from '../../text/errors.ts';
import { suggest } from '../../text/suggest.ts';
import { nearPath } from './near-path.ts';

export interface Template {
  /** Path for messages. */
  file: string;
  text: string;
  /** Partial name (file name without .hbs) to text. */
  partials: Record<string, string>;
}

/** The template at `file`, or the lab's own in the first of the roots' `templates/` that has it. */
export async function loadTemplate(options: {
  file: string | undefined;
  lab: Lab;
  labDir: string;
  roots: string[];
}): Promise<Template> {
  const { file, lab, labDir, roots } = options;
  const candidates = file === undefined ? roots.map((root) => join(root, 'templates', lab.template)) : [resolve(file)];
  const partials = await loadPartials(roots);
  for (const candidate of candidates) {
    const text = await readFile(candidate, 'utf8').catch(() => undefined);
    if (text !== undefined) return { file: nearPath(candidate), text, partials };
  }
  const place = file === undefined ? { place: { file: join(labDir, 'lab.yaml') } } : {};
  throw new LabreportError({ ...place, ...(await noTemplate(file ?? lab.template, roots)) });
}

/** The nearer root's partials win. */
async function loadPartials(roots: string[]): Promise<Record<string, string>> {
  const partials: Record<string, string> = {};
  for (const root of roots.toReversed()) {
    const folder = join(root, 'templates', 'partials');
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.hbs'));
    for (const name of names) partials[name.replace(/\.hbs$/, '')] = await readFile(join(folder, name), 'utf8');
  }
  return partials;
}

async function noTemplate(name: string, roots: string[]): Promise<Problem> {
  const folders = roots.map((root) => join(root, 'templates'));
  const found = await Promise.all(folders.map((folder) => readdir(folder).catch(() => [])));
  const known = [...new Set(found.flat().filter((file) => file.endsWith('.hbs')))].sort();
  const near = suggest(name, known);
  return {
    message: `no template "${name}", expected a file or one of ${known.join(', ')}`,
    hint: near === undefined ? `Templates are looked for in ${folders.join(' and ')}.` : `Did you mean ${near}?`,
  };
}
