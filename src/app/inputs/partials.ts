import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { readTemplate } from './read-template.ts';

/** A partial's name in templates is its file's without .hbs. */
export type PartialFiles = Map<string, string>;

/**
 * The partials that a template can use, by name. Those in the folder `partials/` beside it win, the nearer root's first;
 * then come those of its language (templates/es/partials) and those of the roots' own templates/partials.
 */
export async function findPartials(template: string, roots: readonly string[], lang = ''): Promise<PartialFiles> {
  const found: PartialFiles = new Map();
  for (const folder of partialFolders(template, roots, lang)) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((each) => each.endsWith('.hbs')).sort()) {
      const partial = basename(name, '.hbs');
      if (!found.has(partial)) found.set(partial, join(folder, name));
    }
  }
  return found;
}

/** templates/es/x.md.hbs has the partials of templates/es/partials, and then those of templates/partials. */
function partialFolders(template: string, roots: readonly string[], lang: string): Set<string> {
  const shared = roots.map((root) => join(root, 'templates'));
  const home = shared.find((folder) => !relative(folder, template).startsWith('..'));
  const place = home === undefined ? undefined : relative(home, dirname(template));
  // The shared partials come last, also for a template that lies beside them.
  const beside = place === undefined ? [dirname(template)] : place === '' ? [] : nearFolders(place, shared);
  return new Set([...beside, ...nearFolders(lang, shared), ...shared].map((folder) => join(folder, 'partials')));
}

function nearFolders(place: string, shared: readonly string[]): string[] {
  return shared.map((folder) => join(folder, place));
}

/**
 * The texts of the partials that a template uses, by name, and of those that these use. All of them when one is not
 * there: whoever tells the mistake then knows which names there are.
 */
export async function readPartials(text: string, files: PartialFiles): Promise<Record<string, string>> {
  const texts = new Map<string, string>();
  const wanted = namesUsed(text);
  // What is found on the way is appended, and so visited too.
  for (const name of wanted) {
    const file = files.get(name);
    const body = file === undefined ? undefined : await readTemplate(file);
    if (body === undefined) return readAll(files);
    texts.set(name, body);
    for (const next of namesUsed(body)) wanted.add(next);
  }
  return Object.fromEntries(texts);
}

async function readAll(files: PartialFiles): Promise<Record<string, string>> {
  const texts = [...files].map(async ([name, file]) => [name, (await readTemplate(file)) ?? ''] as const);
  return Object.fromEntries(await Promise.all(texts));
}

/** {{> name}} and {{#> name}}; a name in a comment is taken along, which does no harm. */
function namesUsed(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, quoted, plain] of text.matchAll(/\{\{~?#?>\s*(?:["']([^"']+)["']|([^\s"'(}~]+))/g)) {
    const name = quoted ?? plain ?? '';
    if (!name.startsWith('@')) names.add(name);
  }
  return names;
}
