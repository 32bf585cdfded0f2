import type { Figure } from '../../figures/figures.ts';
import { FIGURE_CLASS } from '../../figures/style.ts';
import { look } from '../../files/inside.ts';
import { MOST } from '../../files/limits.ts';
import { namesInside } from '../../files/list.ts';
import { readInside } from '../../files/read.ts';

/** Pictures that labreport once made for a report and that it no longer shows. Other people's stay where they are. */
export function staleFigures(dir: string, figures: readonly Figure[]): string[] {
  const shown = new Set(figures.map(({ path }) => path));
  const names = namesInside(dir, 'figures');
  const stale: string[] = [];
  for (const path of names.map((name) => `figures/${name}`).filter((each) => !shown.has(each))) {
    const found = look(dir, path);
    if (found?.kind !== 'file' || found.bytes > MOST.pictureBytes) continue;
    const text = readInside(dir, path).toString('utf8');
    if (text.startsWith('<svg ') && text.slice(0, text.indexOf('>')).includes(` class="${FIGURE_CLASS}"`))
      stale.push(path);
  }
  return stale;
}
