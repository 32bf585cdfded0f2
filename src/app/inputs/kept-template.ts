import { basename, join } from 'node:path';
import { MOST } from '../../files/limits.ts';
import { namesInside } from '../../files/list.ts';
import { readInside } from '../../files/read.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import type { Template } from './templates.ts';

/** The template and the partials that a report keeps. */
export async function keptTemplate(dir: string): Promise<Template> {
  const path = join(dir, 'lab', 'template.md.hbs');
  const file = nearPath(path);
  const text = readText(dir, file);
  const folder = 'lab/partials';
  const names = namesInside(dir, folder).filter((name) => name.endsWith('.hbs'));
  const partials: Record<string, string> = {};
  const partialFiles: Record<string, string> = {};
  for (const name of names) {
    partials[basename(name, '.hbs')] = readInside(dir, `${folder}/${name}`, MOST.textBytes).toString('utf8');
    partialFiles[basename(name, '.hbs')] = nearPath(join(dir, folder, name));
  }
  return { file, text, partials, partialFiles };
}

function readText(dir: string, file: string): string {
  try {
    return readInside(dir, 'lab/template.md.hbs', MOST.textBytes).toString('utf8');
  } catch (cause) {
    if (cause instanceof LabreportError) throw cause;
    const message = `can't be read (${(cause as NodeJS.ErrnoException).code}), expected the template that the report was made with`;
    throw new LabreportError({
      code: 'template-not-found',
      place: { file },
      message,
      hint: 'To make it with another: --template FILE',
      cause,
    });
  }
}
