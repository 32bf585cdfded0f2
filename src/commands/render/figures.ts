import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Figure } from '../../report/figures/figures.ts';
import { FIGURE_CLASS } from '../../report/figures/style.ts';

/** Pictures that labreport once made for a report and that it no longer shows. Other people's stay where they are. */
export async function staleFigures(dir: string, figures: readonly Figure[]): Promise<string[]> {
  const shown = new Set(figures.map(({ path }) => path));
  const names = await readdir(join(dir, 'figures')).catch(() => []);
  const stale: string[] = [];
  for (const path of names.map((name) => `figures/${name}`).filter((each) => !shown.has(each))) {
    const text = await readFile(join(dir, path), 'utf8').catch(() => '');
    if (text.startsWith('<svg ') && text.slice(0, text.indexOf('>')).includes(` class="${FIGURE_CLASS}"`))
      stale.push(path);
  }
  return stale;
}
