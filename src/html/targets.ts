import type { Element, Root } from 'hast';
import { h } from 'hastscript';
import { visit } from 'unist-util-visit';
import { elementsOf } from './tree.ts';

/** A path inside the report's folder or beside it; not one from the root of a disk or of another host. */
const RELATIVE = /^(?![/\\])(?![A-Za-z][A-Za-z0-9+.-]*:)/;

/** What the sanitiser sets before the ids that a text gives, so that they can't take the place of the page's own. */
const PREFIX = 'user-content-';

/** Leads links to where they go, and shows only images that lie beside the report. */
export function mendTargets(tree: Root, image: ((path: string) => string | undefined) | undefined): void {
  const ids = new Set(elementsOf(tree).map(({ properties }) => properties.id));
  for (const link of elementsOf(tree, 'a')) mendLink(link, ids);
  visit(tree, { tagName: 'img' }, (picture: Element, index, parent) => {
    if (index !== undefined && parent !== undefined) parent.children[index] = mendImage(picture, image);
  });
}

function mendLink({ properties }: Element, ids: ReadonlySet<unknown>): void {
  const { href } = properties;
  if (typeof href !== 'string') return;
  if (href.startsWith('#')) {
    const id = decode(href.slice(1));
    if (!ids.has(id) && ids.has(`${PREFIX}${id}`)) properties.href = `#${PREFIX}${id}`;
  } else if (/^https?:/i.test(href)) properties.rel = ['noopener', 'noreferrer'];
  else if (!/^mailto:/i.test(href) && !RELATIVE.test(href)) delete properties.href;
}

function mendImage(picture: Element, image: ((path: string) => string | undefined) | undefined): Element {
  const { src, alt } = picture.properties;
  const path = typeof src === 'string' && RELATIVE.test(src) ? decode(src) : undefined;
  const shown = path === undefined || image === undefined ? path && (src as string) : image(path);
  if (shown === undefined) return h('span.no-image', String(alt ?? '') || 'image');
  picture.properties.src = shown;
  picture.properties.alt = String(alt ?? '') || path;
  return picture;
}

function decode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
