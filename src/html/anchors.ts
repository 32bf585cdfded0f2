import GithubSlugger, { slug } from 'github-slugger';
import type { Element, Root } from 'hast';
import { h } from 'hastscript';
import { elementsOf, textOf } from './tree.ts';

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
  const slugger = new GithubSlugger();
  for (const heading of headingsIn(tree)) {
    // Of the footnotes' own heading, which nobody sees.
    if (typeof heading.properties.id === 'string') continue;
    const text = textOf(heading).trim();
    const id = slugger.slug(slug(text) === '' ? 'section' : text);
    heading.properties.id = id;
    if (elementsOf(heading, 'a').length > 0) continue;
    heading.children = [h('a', { href: `#${id}`, className: ['anchor'] }, heading.children)];
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
