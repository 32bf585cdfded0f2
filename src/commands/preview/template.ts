import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import type { RunRecord } from '../../record/types.ts';
import { keptTemplate } from '../inputs/kept-template.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate, type Template } from '../inputs/templates.ts';

/** The template that a preview follows; when somebody has saved the one that the report keeps, then that one. */
export interface Followed {
  /** Files and folders that it is made from, whether they are there or not. */
  paths: string[];
  load(saved?: ReadonlySet<string>): Promise<Template>;
}

/**
 * The template that a person has named; else the one that the report was made with, where it still lies unchanged; else
 * the lab's own, and where there is none any more the one that the report keeps.
 */
export async function followTemplate(options: {
  dir: string;
  record: RunRecord;
  file: string | undefined;
}): Promise<Followed> {
  const { dir, record } = options;
  const file = options.file ?? (await findSame(dir));
  const candidates = file === undefined ? labTemplates(record) : [resolve(file)];
  const kept = [join(dir, 'lab', 'template.md.hbs'), join(dir, 'lab', 'partials')];
  let isKept = false;
  return {
    paths: [...candidates.flatMap(withPartials), ...kept],
    async load(saved) {
      if (saved !== undefined) isKept = [...saved].every((path) => kept.includes(path));
      if (isKept) return keptTemplate(dir);
      if (options.file === undefined && !candidates.some((candidate) => existsSync(candidate)))
        return keptTemplate(dir);
      return loadTemplate({ file, lab: record.lab, labDir: join(dir, 'lab'), roots: searchRoots() });
    },
  };
}

/** A record that somebody else made must not lead to other files. */
function labTemplates({ lab }: RunRecord): string[] {
  if (isAbsolute(lab.template) || normalize(lab.template).startsWith('..')) return [];
  return searchRoots().map((root) => join(root, 'templates', lab.template));
}

/** The file that the kept template is a copy of. */
async function findSame(dir: string): Promise<string | undefined> {
  const kept = await readFile(join(dir, 'lab', 'template.md.hbs'), 'utf8').catch(() => undefined);
  for (const folder of searchRoots().map((root) => join(root, 'templates'))) {
    const names = await readdir(folder, { recursive: true }).catch(() => []);
    for (const name of names.filter((each) => each.endsWith('.hbs')).sort()) {
      if ((await readFile(join(folder, name), 'utf8').catch(() => '')) === kept) return join(folder, name);
    }
  }
  return undefined;
}

/** The partials beside a template, and those that all templates share. */
function withPartials(template: string): string[] {
  const folder = dirname(template);
  const shared = searchRoots().map((root) => join(root, 'templates', 'partials'));
  return [template, join(folder, 'partials'), ...shared];
}
