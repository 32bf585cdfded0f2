import type { Nodes } from 'mdast';
import { formatCode } from '../../markdown/markdown.ts';
import type { MarkdownTree, Span } from '../../markdown/tree.ts';
import type { Block, Part } from '../../template/placeholders.ts';
import { LabreportError } from '../../text/errors.ts';
import type { Edit } from './edit.ts';

/** A block, and the name that its fence tells: its evidence's id, and a number from the second showing on. */
export interface KeyedBlock {
  block: Block;
  key: string | undefined;
}

/** Puts a block on lines of its own; in a list or a quote each of its lines gets what the container's lines begin with. */
export function placeBlock(tree: MarkdownTree, span: Span, { block, key }: KeyedBlock): Edit {
  const paragraph = ownParagraph(tree, span);
  if (paragraph !== undefined) return putOnLines(tree, span, { block, key, paragraph });
  if (block.inline !== undefined) return { ...span, text: block.inline };
  throw misplaced(tree, span, block);
}

/** The paragraph in which the placeholder is a line of its own. */
function ownParagraph(tree: MarkdownTree, span: Span): Span | undefined {
  const [leaf, parent] = tree.pathTo(span.start).reverse();
  if (leaf?.type !== 'text' || parent?.type !== 'paragraph') return undefined;
  const paragraph = tree.spanOf(parent);
  const line = tree.lineAt(span.start);
  const isLast = tree.text.slice(span.end, line.end).trim() === '';
  const before = tree.text.slice(line.start, span.start);
  return isLast && (paragraph.start === span.start || /^[\s>]*$/.test(before)) ? paragraph : undefined;
}

function putOnLines(tree: MarkdownTree, span: Span, at: KeyedBlock & { paragraph: Span }): Edit {
  const { block, key, paragraph } = at;
  const line = tree.lineAt(span.start);
  const before = tree.text.slice(line.start, span.start);
  const isFirst = paragraph.start === span.start;
  const prefix = isFirst ? continuation(before) : cutIndent(before, columnOf(tree, paragraph.start));
  const lines = block.parts
    .map((part) => formatPart(part, key))
    .join('\n\n')
    .split('\n');
  if (!isFirst && 'markdown' in (block.parts[0] as Part)) lines.unshift('');
  if ('markdown' in (block.parts.at(-1) as Part) && hasTextAfter(tree, line)) lines.push('');
  const [first = '', ...rest] = lines;
  const text = [isFirst ? first : withPrefix(prefix, first), ...rest.map((next) => withPrefix(prefix, next))];
  return { start: isFirst ? span.start : line.start, end: line.end, text: text.join('\n') };
}

function formatPart(part: Part, key: string | undefined): string {
  return 'code' in part ? formatCode(part.code, 'console', key) : part.markdown;
}

function withPrefix(prefix: string, line: string): string {
  return line === '' ? prefix.trimEnd() : prefix + line;
}

/**
 * What the next lines begin with in the same containers: quote marks stay, list marks become spaces. A quote mark takes
 * the space after it, so there must be one that it may take.
 */
export function continuation(before: string): string {
  return before.replace(/>(?!\s)/g, '> ').replace(/[^\s>]/g, ' ');
}

/** Takes away indentation beyond where the paragraph's own text begins: a fence can't be indented by more than 3. */
function cutIndent(before: string, column: number): string {
  const cut = before.slice(column).trim() === '' ? before.slice(0, column) : before;
  return continuation(cut);
}

function columnOf(tree: MarkdownTree, offset: number): number {
  return offset - tree.lineAt(offset).start;
}

function hasTextAfter(tree: MarkdownTree, line: Span): boolean {
  const next = tree.text.indexOf('\n', line.end) + 1;
  if (next === 0 || next >= tree.text.length) return false;
  return tree.text.slice(next, tree.lineAt(next).end).replace(/^[\s>]*/, '') !== '';
}

const PLACES: Partial<Record<Nodes['type'], string>> = {
  code: 'in a code block (it makes its own; at the start of a line, 4 spaces make one too)',
  inlineCode: 'in a code span',
  heading: 'in a heading',
  html: 'in HTML, which ends at the next empty line',
  link: 'in a link',
};

function misplaced(tree: MarkdownTree, span: Span, { helper, place }: Block): LabreportError {
  const types = tree.pathTo(span.start).map(({ type }) => type);
  const where = types.map((type) => PLACES[type]).find((text) => text !== undefined) ?? 'in the middle of a text';
  return new LabreportError({
    code: 'template-invalid',
    message: `unexpected {{${helper}}} ${where}, expected it on a line of its own`,
    hint: 'Put it on a line of its own, with an empty line before and after it.',
    place,
  });
}
