import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Template } from './templates.ts';

/** The template and the partials that a report keeps. */
export async function keptTemplate(dir: string): Promise<Template> {
  const file = join(dir, 'lab', 'template.md.hbs');
  const folder = join(dir, 'lab', 'partials');
  const names = await readdir(folder).catch(() => []);
  const texts = names.map(async (name) => [basename(name, '.hbs'), await readFile(join(folder, name), 'utf8')]);
  return { file, text: await readFile(file, 'utf8'), partials: Object.fromEntries(await Promise.all(texts)) };
}
