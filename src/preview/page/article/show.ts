import { patchBlocks } from './patch.ts';
import { keepPlace } from './place.ts';

/** Changes that the reader does not see where they are. */
export interface Changes {
  first: Element;
  where: 'above' | 'below';
}

/** Puts a report into the page where another was; the reader stays where they were. */
export function showArticle({
  pane,
  article,
  fragment,
  isEdit,
}: {
  pane: HTMLElement;
  article: HTMLElement;
  fragment: DocumentFragment;
  /** It was edited, and is not another one that was chosen. */
  isEdit: boolean;
}): Changes | undefined {
  const isFirst = article.childElementCount === 0;
  const restore = keepPlace(pane, article);
  const changed = patchBlocks(article, fragment);
  restore();
  if (isFirst || !isEdit) return undefined;
  for (const block of changed) flash(block);
  return whereIs(changed, pane);
}

function flash(block: Element): void {
  block.classList.add('is-changed');
  block.addEventListener('animationend', () => block.classList.remove('is-changed'), { once: true });
}

function whereIs(changed: readonly Element[], pane: HTMLElement): Changes | undefined {
  const { top, bottom } = pane.getBoundingClientRect();
  const places = changed.map((block) => ({ block, box: block.getBoundingClientRect() }));
  const first = places[0];
  if (first === undefined || places.some(({ box }) => box.bottom > top && box.top < bottom)) return undefined;
  const above = places.findLast(({ box }) => box.bottom <= top);
  const below = places.find(({ box }) => box.top >= bottom);
  if (below !== undefined) return { first: below.block, where: 'below' };
  return above === undefined ? undefined : { first: above.block, where: 'above' };
}
