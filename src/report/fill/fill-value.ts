import type { Code, Nodes } from 'mdast';
import { escapeHtml, escapeTarget, escapeText, formatCode, formatInlineCode } from '../../markdown/markdown.ts';
import type { MarkdownTree, Span } from '../../markdown/tree.ts';
import { PLACEHOLDER } from '../../template/placeholders.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import type { Edit } from './edit.ts';
import { continuation } from './fill-block.ts';

/** Puts a value where it was asked for, so that it reads as itself there: in prose, in code, in HTML or in a link. */
export function placeValue(tree: MarkdownTree, span: Span, values: readonly string[]): Edit {
  const node = tree.pathTo(span.start).at(-1) as Nodes;
  if (node.type === 'inlineCode' || node.type === 'code') return placeInCode(tree, { node, span, values });
  const value = valueAt(tree.text.slice(span.start, span.end), values);
  if (node.type === 'html') return { ...span, text: escapeHtml(value) };
  return { ...span, text: isTarget(tree, node, span) ? escapeTarget(value) : escapeText(value) };
}

/** In the part of a link, image or definition that says where it leads. */
function isTarget(tree: MarkdownTree, node: Nodes, span: Span): boolean {
  if (node.type === 'definition') return true;
  if (node.type !== 'link' && node.type !== 'image') return false;
  return tree.text.slice(tree.spanOf(node).start, span.start).includes('](');
}

interface InCode {
  node: Extract<Nodes, { type: 'code' | 'inlineCode' }>;
  span: Span;
  values: readonly string[];
}

/** Code needs no escapes, but a longer fence where a value holds one: then the whole code is written anew. */
function placeInCode(tree: MarkdownTree, { node, span, values }: InCode): Edit {
  const whole = tree.spanOf(node);
  const source = tree.text.slice(whole.start, whole.end);
  const show = (found: string) => makeVisibleLine(valueAt(found, values));
  const placeholders = source.match(PLACEHOLDER) ?? [];
  const breaksOut = placeholders.some((found) => /[`~]/.test(show(found)));
  if (node.type === 'inlineCode') {
    const fill = (text: string) =>
      text.replace(PLACEHOLDER, isInTable(tree, span) ? (found) => escapeCell(show(found)) : show);
    if (breaksOut) return { ...whole, text: formatInlineCode(fill(node.value)) };
    return { ...span, text: fill(tree.text.slice(span.start, span.end)) };
  }
  const fill = (text: string) => text.replace(PLACEHOLDER, show);
  if (!breaksOut || !/^[`~]/.test(source)) return { ...span, text: fill(tree.text.slice(span.start, span.end)) };
  return { ...whole, text: rewriteCode(tree, { node, start: whole.start, fill }) };
}

/** GFM tables split cells before they look for code. */
function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function rewriteCode(tree: MarkdownTree, at: { node: Code; start: number; fill: (text: string) => string }): string {
  const { node, start, fill } = at;
  const prefix = continuation(tree.text.slice(tree.lineAt(start).start, start));
  const info = [node.lang, node.meta].map((text) => (text ? fill(text) : null));
  const lines = formatCode(fill(node.value), info[0] ?? null, info[1] ?? null).split('\n');
  return lines.map((line, i) => (i === 0 || line === '' ? line : prefix + line)).join('\n');
}

function isInTable(tree: MarkdownTree, span: Span): boolean {
  const line = tree.lineAt(span.start);
  return /^[\s>]*\|/.test(tree.text.slice(line.start, span.start));
}

function valueAt(placeholder: string, values: readonly string[]): string {
  const [, , index] = [...placeholder.matchAll(PLACEHOLDER)][0] ?? [];
  return values[Number(index)] ?? '';
}
