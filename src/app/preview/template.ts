import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize, resolve } from 'node:path';
import { MOST } from '../../files/limits.ts';
import { listInside } from '../../files/list.ts';
import { readInside, readInsideIfThere } from '../../files/read.ts';
import type { RunRecord } from '../../record/run-record.ts';
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
  const file = options.file ?? findSame(dir);
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
function findSame(dir: string): string | undefined {
  const kept = readInsideIfThere(dir, 'lab/template.md.hbs', MOST.textBytes);
  if (kept === undefined) return undefined;
  for (const folder of searchRoots().map((root) => join(root, 'templates'))) {
    const { files } = listInside(folder);
    // Another size is another file; few need to be read.
    const alike = [...files.values()].filter(({ path, bytes }) => path.endsWith('.hbs') && bytes === kept.length);
    const same = alike
      .map(({ path }) => path)
      .sort()
      .find((path) => readInside(folder, path).equals(kept));
    if (same !== undefined) return join(folder, same);
  }
  return undefined;
}

/** The partials beside a template, and those that all templates share. */
function withPartials(template: string): string[] {
  const folder = dirname(template);
  const shared = searchRoots().map((root) => join(root, 'templates', 'partials'));
  return [template, join(folder, 'partials'), ...shared];
}
