import morphdom from 'morphdom';

/** The HTML that each block was made from: what the page has done to it since does not count. */
const madeFrom = new WeakMap<Element, string>();

/**
 * Makes the article's blocks those of the fragment. Blocks that are the same stay, and move where they have to; others
 * are changed in place. Gives those that have changed or are new.
 */
export function patchBlocks(article: HTMLElement, fragment: DocumentFragment): Element[] {
  const wanted = [...fragment.children].map((block) => ({ block, html: block.outerHTML }));
  const old = [...article.children];
  const kept = matchSame(
    old.map((block) => madeFrom.get(block)),
    wanted.map(({ html }) => html),
  );
  const free = new Set(old.filter((_, i) => !kept.includes(i)));
  const changed: Element[] = [];
  let cursor: Element | null = article.firstElementChild;
  for (const [i, { block, html }] of wanted.entries()) {
    const same = old[kept[i] ?? -1];
    const used = same ?? changeOne(free, cursor, block);
    if (same === undefined) changed.push(used);
    madeFrom.set(used, html);
    if (used === cursor) cursor = cursor.nextElementSibling;
    else article.insertBefore(used, cursor);
  }
  for (const block of free) block.remove();
  return changed;
}

/** A block of the same kind that stands here and is not needed any more, changed into the new one; or the new one. */
function changeOne(free: Set<Element>, cursor: Element | null, block: Element): Element {
  if (cursor === null || !free.has(cursor) || cursor.tagName !== block.tagName) return block;
  free.delete(cursor);
  morphdom(cursor, block, { onBeforeElUpdated: changeElement });
  return cursor;
}

/** What the page adds to a drawing is not in the new one: a drawing is kept or replaced whole. */
function changeElement(from: HTMLElement, to: HTMLElement): boolean {
  if (!from.matches('.figure')) return true;
  if (from.dataset.address !== to.dataset.address) from.replaceChildren(...to.childNodes);
  from.dataset.address = to.dataset.address ?? '';
  return false;
}

/**
 * For each new block the place of the old one that is the same, in order: the beginning and the end that have not
 * changed, and between them whatever is found going forward.
 */
function matchSame(old: readonly (string | undefined)[], wanted: readonly string[]): (number | undefined)[] {
  const matches: (number | undefined)[] = new Array(wanted.length).fill(undefined);
  let start = 0;
  while (start < wanted.length && start < old.length && old[start] === wanted[start]) matches[start] = start++;
  let [end, oldEnd] = [wanted.length, old.length];
  while (end > start && oldEnd > start && old[oldEnd - 1] === wanted[end - 1]) matches[--end] = --oldEnd;
  let next = start;
  for (let i = start; i < end; i++) {
    const at = old.indexOf(wanted[i], next);
    if (at < 0 || at >= oldEnd) continue;
    matches[i] = at;
    next = at + 1;
  }
  return matches;
}
