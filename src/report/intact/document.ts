import type { Code, Nodes } from 'mdast';
import { parseMarkdown } from '../markdown.ts';

/** A code block of a report. */
export interface CodeBlock {
  value: string;
  /** What its fence says: "console wire 2". */
  info: string;
  /** First line of what is inside, in the report. */
  line: number;
  /** Lines that the block takes up in the report, fences included, from 1. */
  first: number;
  last: number;
  /** The paragraph right below it, as it is written, and its first line. */
  below?: { text: string; line: number };
}

/** A report's text, taken apart for comparing. */
export interface Document {
  lines: string[];
  blocks: CodeBlock[];
}

export function readDocument(markdown: string): Document {
  // Editors and git may change all line ends; that changes no line.
  const text = markdown.replaceAll('\r\n', '\n');
  const tree = parseMarkdown(text);
  return { lines: text.split('\n'), blocks: collect(tree, text) };
}

/** A line without what lists and quotes put before it, and with single spaces. */
export function plainLine(line: string): string {
  return line
    .replace(/^[\s>]+/, '')
    .replace(/\s+/g, ' ')
    .trimEnd();
}

/** A Markdown text on one line, without the marks of the containers that it is in. */
export function plainText(text: string): string {
  return text.split('\n').map(plainLine).join(' ').trim();
}

function collect(node: Nodes, text: string): CodeBlock[] {
  if (!('children' in node)) return [];
  return (node.children as Nodes[]).flatMap((child, i) => {
    if (child.type !== 'code') return collect(child, text);
    return [readBlock(child, node.children[i + 1] as Nodes | undefined, text)];
  });
}

function readBlock(code: Code, next: Nodes | undefined, text: string): CodeBlock {
  const { start, end } = code.position as NonNullable<Code['position']>;
  const isFenced = /^[\s>]*(?:```|~~~)/.test(text.slice(start.offset));
  const below = next?.type === 'paragraph' && next.position !== undefined ? next.position : undefined;
  return {
    value: code.value,
    info: [code.lang, code.meta].filter((word) => word).join(' '),
    line: start.line + (isFenced ? 1 : 0),
    first: start.line,
    last: end.line,
    ...(below && { below: { text: text.slice(below.start.offset, below.end.offset), line: below.start.line } }),
  };
}
