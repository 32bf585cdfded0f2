import { join } from 'node:path';
import { listLabs, loadLab } from '../../lab/load.ts';
import { partsOf } from '../../lab/parts.ts';
import { hashFolder, hashText } from '../../record/hash.ts';
import { hashFiles, isSource, isTemplate, type ReleasedLab } from '../../record/lab-identity.ts';
import { packageRoot } from '../inputs/roots.ts';
import { listLanguages } from '../inputs/template-language.ts';
import { loadTemplate } from '../inputs/templates.ts';

/** The package's labs as they are now, by name, for the table of those that were released. */
export async function releaseLabs(): Promise<Record<string, ReleasedLab>> {
  const roots = [packageRoot()];
  const labs = await listLabs({ roots });
  return Object.fromEntries(await Promise.all(labs.map(async ({ name, dir }) => [name, await release(dir, roots)])));
}

async function release(dir: string, roots: string[]): Promise<ReleasedLab> {
  const lab = await loadLab({ dir });
  const languages = [undefined, ...(await listLanguages(lab, roots))];
  const templates = languages.map(async (lang) => {
    const { text, partials } = await loadTemplate({ file: undefined, lang, lab, labDir: dir, roots });
    return hashFiles(keptAs(text, partials), isTemplate);
  });
  const sources = lab.source === undefined ? [] : await hashFolder(dir, lab.source);
  const kept = sources.map((file) => ({ ...file, path: join('lab', 'src', file.path.slice(`${lab.source}/`.length)) }));
  return { ...partsOf(lab), sources: hashFiles(kept, isSource), templates: await Promise.all(templates) };
}

/** As a report keeps them. */
function keptAs(text: string, partials: Record<string, string>) {
  const bodies = Object.entries(partials).map(([name, body]) => [`lab/partials/${name}.hbs`, body] as const);
  const files = [['lab/template.md.hbs', text] as const, ...bodies];
  return files.map(([path, body]) => ({ path, bytes: Buffer.byteLength(body), sha256: hashText(body) }));
}
