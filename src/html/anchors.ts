import type { Element, Root } from 'hast';
import { element, elementsOf, textOf } from './tree.ts';

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

/** A heading of a report, as a table of contents needs it. */
export interface Heading {
  id: string;
  text: string;
  /** 1 to 6. */
  depth: number;
}

/** Gives each heading the id that its text makes, as GitHub does, and makes its text a link to itself. */
export function addAnchors(tree: Root): void {
  const taken = new Map<string, number>();
  for (const heading of headingsIn(tree)) {
    // Of the footnotes' own heading, which nobody sees.
    if (typeof heading.properties.id === 'string') continue;
    const id = freeId(slugOf(textOf(heading)), taken);
    heading.properties.id = id;
    if (elementsOf(heading, 'a').length > 0 || id === '') continue;
    heading.children = [element('a', { href: `#${id}`, className: ['anchor'] }, heading.children)];
  }
}

/** The headings of a text that has anchors. */
export function listHeadings(tree: Root): Heading[] {
  return headingsIn(tree).map((heading) => ({
    id: String(heading.properties.id ?? ''),
    text: textOf(heading),
    depth: Number(heading.tagName.slice(1)),
  }));
}

function headingsIn(tree: Root): Element[] {
  return elementsOf(tree, ...HEADINGS);
}

/** "3. The server's sockets" becomes "3-the-servers-sockets". */
function slugOf(text: string): string {
  return text
    .toLowerCase()
    .trim()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

function freeId(slug: string, taken: Map<string, number>): string {
  const base = slug === '' ? 'section' : slug;
  let id = base;
  while (taken.has(id)) {
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    id = `${base}-${count}`;
  }
  taken.set(id, 0);
  return id;
}
