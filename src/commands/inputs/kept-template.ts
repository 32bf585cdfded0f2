import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from './near-path.ts';
import type { Template } from './templates.ts';

/** The template and the partials that a report keeps. */
export async function keptTemplate(dir: string): Promise<Template> {
  const path = join(dir, 'lab', 'template.md.hbs');
  const file = nearPath(path);
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const message = `can't be read (${cause.code}), expected the template that the report was made with`;
    throw new LabreportError({ place: { file }, message, hint: 'To make it with another: --template FILE', cause });
  });
  const folder = join(dir, 'lab', 'partials');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.hbs'));
  const partials: Record<string, string> = {};
  const partialFiles: Record<string, string> = {};
  for (const name of names) {
    partials[basename(name, '.hbs')] = await readFile(join(folder, name), 'utf8');
    partialFiles[basename(name, '.hbs')] = nearPath(join(folder, name));
  }
  return { file, text, partials, partialFiles };
}
