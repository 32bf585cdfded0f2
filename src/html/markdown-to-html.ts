import type { Element, Root } from 'hast';
import { h } from 'hastscript';
import type { Root as MarkdownRoot } from 'mdast';
import rehypeHighlight from 'rehype-highlight';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { boundedMarkdown, expectShallow } from '../markdown/bounded.ts';
import { words } from '../text/lines.ts';
import { addAnchors } from './anchors.ts';
import { findEvidence, markEvidence } from './evidence.ts';
import { dropComments, hasHtml } from './raw.ts';
import { SCHEMA } from './schema.ts';
import { mendTargets } from './targets.ts';
import { elementsOf } from './tree.ts';

/** How a report's Markdown becomes HTML. */
export interface HtmlOptions {
  /** Gives each block a `data-line`: the line of the Markdown that it begins on, counted from 1. */
  sourceLines?: boolean;
  /** What stands in `src` for an image of a relative path; where it gives nothing, the image's text is shown alone. */
  image?: (path: string) => string | undefined;
  /** Parses the Markdown, in place of doing it from scratch; the tree is changed. */
  parse?: (markdown: string) => MarkdownRoot;
}

const parser = unified().use(remarkParse).use(remarkGfm).freeze();
const converter = unified().use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' }).freeze();
const htmlReader = unified().use(rehypeRaw).freeze();
const sanitizer = unified().use(rehypeSanitize, SCHEMA).freeze();
const highlighter = unified()
  .use(rehypeHighlight, { plainText: ['console', 'text'] })
  .freeze();
const writer = unified().use(rehypeStringify).freeze();

function parseMarkdown(markdown: string): MarkdownRoot {
  return parser.parse(markdown);
}

/** A report's Markdown as a fragment of HTML in which nothing acts: no script, style, form or request to a host. */
export function markdownToHtml(markdown: string, options: HtmlOptions = {}): string {
  return boundedMarkdown(markdown, () => htmlOf(markdownToTree(markdown, options)));
}

/** The same as a tree. */
export function markdownToTree(markdown: string, options: HtmlOptions = {}): Root {
  return boundedMarkdown(markdown, () => convert(markdown, options));
}

function convert(markdown: string, { sourceLines = false, image, parse = parseMarkdown }: HtmlOptions): Root {
  const source = expectShallow(parse(markdown), markdown);
  const evidence = findEvidence(source);
  dropComments(source);
  const converted: Root = converter.runSync(source);
  const complete = expectShallow(hasHtml(source) ? (htmlReader.runSync(converted) as Root) : converted, markdown);
  // What the author wrote ends here; all that follows adds what is labreport's own.
  const tree = highlighter.runSync(sanitizer.runSync(complete) as Root) as Root;
  markEvidence(tree, evidence);
  addAnchors(tree);
  mendTargets(tree, image);
  if (sourceLines) addSourceLines(tree);
  wrapTables(tree);
  return tree;
}

/** A tree's HTML. */
export function htmlOf(tree: Root): string {
  return writer.stringify(tree);
}

/** Puts each table into a box of its own, which scrolls where the table is wider than the page. */
function wrapTables(tree: Root): void {
  visit(tree, { tagName: 'table' }, (table: Element, index, parent) => {
    if (index !== undefined && parent !== undefined) parent.children[index] = h('div.table', { tabIndex: 0 }, table);
  });
}

const BLOCKS = words(`
  h1 h2 h3 h4 h5 h6 p pre ul ol li blockquote table tr hr
  details summary div dl dt dd figure section
`);

/** Gives each block the line of the Markdown that it begins on. */
function addSourceLines(tree: Root): void {
  for (const block of elementsOf(tree, ...BLOCKS)) {
    const line = block.position?.start.line;
    if (line !== undefined) block.properties.dataLine = line;
  }
}
