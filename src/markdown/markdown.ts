import type { Root } from 'mdast';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { makeVisibleLine } from '../text/visible.ts';
import { boundedMarkdown, expectShallow } from './bounded.ts';

const parser = unified().use(remarkParse).freeze();
const writer = unified().use(remarkStringify, { fence: '`' }).freeze();

/** The tree of a Markdown text; its positions are needed, it is never written back. */
export function parseMarkdown(text: string): Root {
  return boundedMarkdown(text, () => expectShallow(parser.parse(text), text));
}

/** A fenced block whose fence is longer than any run of backticks inside; without a final newline. */
export function formatCode(value: string, lang: string | null = null, meta: string | null = null): string {
  // What the writer would do, without its cost; words that it may have to escape are left to it.
  if (lang === null || !PLAIN_WORDS.test(`${lang} ${meta ?? ''}`)) {
    return writer.stringify({ type: 'root', children: [{ type: 'code', lang, meta, value }] }).slice(0, -1);
  }
  const longest = Math.max(2, ...(value.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const words = meta === null || meta === '' ? lang : `${lang} ${meta}`;
  return `${fence}${words}\n${value === '' ? '' : `${value}\n`}${fence}`;
}

const PLAIN_WORDS = /^[A-Za-z0-9]+(?: [A-Za-z0-9.-]*)*$/;

/** A code span whose fence is longer than any run of backticks inside. */
export function formatInlineCode(value: string): string {
  const children = [{ type: 'inlineCode' as const, value }];
  return writer.stringify({ type: 'root', children: [{ type: 'paragraph', children }] }).slice(0, -1);
}

/** Parts a text that no escape keeps from becoming a link, for links are looked for in what is left; nobody sees it. */
export const BREAK = '<!-- -->';

/** What may be the name of an emoji: "ab", "8ball", "piñata", "+1", and of mere digits these two (github.com/github/gemoji). */
const EMOJI = String.raw`(?:[\d+-]*\p{Ll}[\p{Ll}\d_+-]*|[+-]1|1(?:00|234))`;

/**
 * Where GFM and GitHub make a link, a mention, a reference or a picture of plain text: "http://", "www.", "@name", "#1",
 * "GH-1", ":ab:". The other half may be in what comes before or behind.
 */
const JOINT = new RegExp(
  String.raw`:(?=\/\/|\/?$|${EMOJI}(?::|$))|@(?=[\w\\-]|$)|www(?=\.|$)|^w{1,2}(?=\.)|#(?=\d|$)|\bGH-(?=\d|$)`,
  'giu',
);

/**
 * Any text as one line of Markdown that reads as that text, in a sentence, a table's cell or at a line's start: nothing in
 * it becomes a link (GFM 0.29, section 6.9) or an emoji, or calls somebody.
 */
export function escapeText(text: string): string {
  return keepSpaces(escapeMarks(text).replace(JOINT, `$&${BREAK}`));
}

/** The same for the words of an image, which are no text to look for links in. */
export function escapeLabel(text: string): string {
  return keepSpaces(escapeMarks(text));
}

function escapeMarks(text: string): string {
  return makeVisibleLine(text)
    .replace(/[\\`*[\]<>|~&$]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/^[-+=#]/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

function keepSpaces(markdown: string): string {
  return markdown.replace(/^ | $/g, '&#32;');
}

/** Any text as it stands inside HTML. */
export function escapeHtml(text: string): string {
  return makeVisibleLine(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A path as it stands in a link's target. */
export function escapeTarget(path: string): string {
  const encoded = path.split('/').map((part) => encodeURIComponent(makeVisibleLine(part)));
  return encoded.join('/').replace(/[()'*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A link to a file of the report that names the file. */
export function formatLink(path: string, label = path): string {
  return `[${escapeText(label)}](${escapeTarget(path)})`;
}

/** A GFM table; its cells are Markdown already. */
export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, header.map(() => '---'), ...rows];
  return lines.map(formatRow).join('\n');
}

/** A row of a table. */
export function formatRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A note that stands out: `> **Not available:** ...`. */
export function formatNote(label: string, text: string): string {
  return `> **${label}:** ${text}`;
}
