import type { Element, ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import type { Language } from '../language/language.ts';
import { makeVisibleLine } from '../text/visible.ts';
import { type Heading, listHeadings } from './anchors.ts';
import { htmlOf, markdownToTree } from './markdown-to-html.ts';
import { PAGE_STYLE } from './style/page.ts';
import { markVerdicts } from './verdicts.ts';

/** As many headings of the second depth make a table of contents worth its place. */
const LONG = 4;

/** Nothing is fetched and nothing runs: the page has its styles and images inside. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

export interface PageOptions {
  markdown: string;
  /** The bytes of an image beside the report, as a `data:` URL; undefined for what can't be shown. */
  image: (path: string) => string | undefined;
  /** Title where the report has no heading. */
  title: string;
  author?: string | undefined;
  /** When the report was made, ISO 8601. */
  made?: string | undefined;
  language: Language;
}

/** A report as one HTML file that needs nothing else: the same input gives the same bytes. */
export function reportPage(options: PageOptions): string {
  const { markdown, image, language } = options;
  const tree = markdownToTree(markdown, { image });
  markVerdicts(tree, language.report.statuses);
  const headings = listHeadings(tree);
  const main = h('main', tree.children as ElementContent[]);
  const contents = tableOfContents(headings, language.report.contents);
  const body = h(contents.length === 0 ? 'body' : 'body.with-contents', [...contents, main]);
  const head = headOf(options, headings[0]?.text ?? options.title);
  const page: Root = { type: 'root', children: [h('html', { lang: language.code }, [head, body])] };
  return `<!doctype html>\n${htmlOf(page)}\n`;
}

function headOf({ author, made }: PageOptions, title: string): Element {
  const meta = (name: string, content: string) => h('meta', { name, content });
  return h('head', [
    h('meta', { charSet: 'utf-8' }),
    h('meta', { httpEquiv: ['Content-Security-Policy'], content: POLICY }),
    meta('viewport', 'width=device-width, initial-scale=1'),
    meta('color-scheme', 'light dark'),
    meta('generator', 'labreport'),
    ...(author === undefined ? [] : [meta('author', makeVisibleLine(author))]),
    ...(made === undefined ? [] : [meta('date', made)]),
    h('title', title.trim()),
    h('style', PAGE_STYLE),
  ]);
}

/** The headings of the second and third depth; none for a short report. */
function tableOfContents(headings: readonly Heading[], title: string): Element[] {
  const sections = headings.filter(({ depth, id }) => (depth === 2 || depth === 3) && id !== '');
  const visible = sections.filter(({ id }) => !id.startsWith('user-content-'));
  if (visible.filter(({ depth }) => depth === 2).length < LONG) return [];
  const summary = h('summary', title);
  const list = h('ol', nest(visible));
  return [h('nav', { ariaLabel: title }, h('details', [summary, list]))];
}

function nest(sections: readonly Heading[]): Element[] {
  const items: Element[] = [];
  let inner: Element | undefined;
  for (const { id, text, depth } of sections) {
    const item = h('li', h('a', { href: `#${id}` }, text.trim()));
    const parent = depth === 3 ? items.at(-1) : undefined;
    if (parent === undefined) {
      items.push(item);
      inner = undefined;
      continue;
    }
    if (inner === undefined) {
      inner = h('ol');
      parent.children.push(inner);
    }
    inner.children.push(item);
  }
  return items;
}
