import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findLab, loadLab } from '../../lab/load.ts';
import type { Lab } from '../../lab/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import { packageRoot, searchRoots } from '../inputs/roots.ts';
import { listLanguages } from '../inputs/template-language.ts';
import { type Copy, writeCopies } from './copies.ts';
import { findSource } from './source.ts';

/** What to do next. */
export interface Next {
  command: string;
  /** The report in which an edit can be seen at once. */
  report?: string;
}

/** What was copied. */
export interface Ejected {
  name: string;
  /** Path of the template from here. */
  template: string;
  /** None when labreport reads what is here already. */
  copies: readonly Copy[];
  /** Other languages that the lab has a template in. */
  others: readonly string[];
  next: Next;
}

/** Copies a lab's template, in a language, into ./templates; with `force` also over copies that were edited. */
export async function ejectTemplate(
  name: string,
  { lang, force = false }: { lang?: string; force?: boolean },
): Promise<Ejected> {
  const labDir = nearPath(await findLab({ name, roots: searchRoots() }));
  const lab = await loadLab({ dir: labDir });
  const folder = join('templates', lang ?? '');
  const template = join(folder, lab.template);
  const others = (await listLanguages(lab, searchRoots())).filter((code) => code !== lang);
  const next = nextCommand({ name, lab, template, isOwn: lang === undefined });
  if (resolve('.') === packageRoot()) {
    if (!existsSync(template)) throw noTemplate(lab, { lang, others });
    return { template, copies: [], others, name, next };
  }
  const source = await findSource(template);
  if (source === undefined && existsSync(template)) return { template, copies: [], others, name, next };
  if (source === undefined) throw noTemplate(lab, { lang, others });
  const copies = await writeCopies(source, force);
  return { template, copies, others, name, next };
}

/** A report that is there is the quickest to see an edit in. */
function nextCommand(of: { name: string; lab: Lab; template: string; isOwn: boolean }): Next {
  const { name, lab, template, isOwn } = of;
  const report = join('reports', lab.name);
  if (existsSync(join(report, 'record.json')))
    return { command: `labreport render ${report} --template ${template}`, report };
  return { command: `labreport generate ${name}${isOwn ? '' : ` --template ${template}`}` };
}

function noTemplate({ name, template }: Lab, of: { lang: string | undefined; others: string[] }): LabreportError {
  const { lang, others } = of;
  if (lang === undefined) {
    return new LabreportError({
      code: 'template-not-found',
      message: `lab ${name} has its template "${template}" nowhere, expected it in templates/`,
      hint: 'labreport new makes a lab with a template to start from.',
    });
  }
  const expected = others.length === 0 ? 'there is none in another language' : `expected ${others.join(' or ')}`;
  return new LabreportError({
    code: 'template-not-found',
    message: `no template of lab ${name} in "${lang}", ${expected}`,
  });
}
