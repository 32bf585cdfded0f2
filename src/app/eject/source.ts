import { join, relative } from 'node:path';
import { findPartials, readPartials } from '../inputs/partials.ts';
import { readTemplate } from '../inputs/read-template.ts';
import { packageRoot } from '../inputs/roots.ts';

/** A file to be copied: where it comes from, and its path from here. */
export interface Source {
  from: string;
  to: string;
  text: string;
}

/** labreport's own template at this path, and the partials that it uses; undefined where labreport has none. */
export async function findSource(template: string): Promise<Source[] | undefined> {
  const root = packageRoot();
  const from = join(root, template);
  const text = await readTemplate(from);
  if (text === undefined) return undefined;
  const files = await findPartials(from, [root]);
  const partials = Object.entries(await readPartials(text, files)).map(([name, body]) => {
    const path = files.get(name) ?? '';
    return { from: path, to: relative(root, path), text: body };
  });
  return [{ from, to: template, text }, ...partials];
}
