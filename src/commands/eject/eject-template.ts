import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findLab, loadLab } from '../../lab/load.ts';
import type { Lab } from '../../lab/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../inputs/near-path.ts';
import { packageRoot, searchRoots } from '../inputs/roots.ts';
import { listLanguages } from '../inputs/template-language.ts';
import { writeCopies } from './copies.ts';
import type { EjectFlags } from './flags.ts';
import { findSource } from './source.ts';
import { formatEjected, type Next } from './text.ts';

/** Copies a lab's template into ./templates, and gives what to tell the person. */
export async function eject({ name, flags }: { name: string; flags: EjectFlags }): Promise<string> {
  const labDir = nearPath(await findLab({ name, roots: searchRoots() }));
  const lab = await loadLab({ dir: labDir });
  const folder = join('templates', flags.lang ?? '');
  const template = join(folder, lab.template);
  const others = (await listLanguages(lab, searchRoots())).filter((code) => code !== flags.lang);
  const next = nextCommand({ name, lab, template, isOwn: flags.lang === undefined });
  if (process.cwd() === packageRoot()) {
    if (!existsSync(template)) throw noTemplate(lab, { lang: flags.lang, others });
    return formatEjected({ template, copies: [], others, name, next });
  }
  const source = await findSource(template);
  if (source === undefined && existsSync(template)) return formatEjected({ template, copies: [], others, name, next });
  if (source === undefined) throw noTemplate(lab, { lang: flags.lang, others });
  const copies = await writeCopies(source, flags.force === true);
  return formatEjected({ template, copies, others, name, next });
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
      message: `lab ${name} has its template "${template}" nowhere, expected it in templates/`,
      hint: 'labreport new makes a lab with a template to start from.',
    });
  }
  const expected = others.length === 0 ? 'there is none in another language' : `expected ${others.join(' or ')}`;
  return new LabreportError({ message: `no template of lab ${name} in "${lang}", ${expected}` });
}
