import type { Overview } from '../../protocol.ts';
import { putFiguresIn } from './figures.ts';
import { prepareLinks } from './links.ts';
import { addOpeners } from './openers.ts';

/** The report's HTML as the page shows it, before it is put in: with figures inside, and ways to open its evidence. */
export async function prepareArticle(html: string, overview: Overview): Promise<DocumentFragment> {
  const template = document.createElement('template');
  template.innerHTML = html;
  const fragment = template.content;
  addOpeners(fragment, overview);
  prepareLinks(fragment);
  await putFiguresIn(fragment);
  return fragment;
}
