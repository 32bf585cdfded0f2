import type { Code, Nodes } from 'mdast';

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

/** The code blocks of a Markdown tree, in their order. */
export function codeBlocks(node: Nodes, text: string): CodeBlock[] {
  if (!('children' in node)) return [];
  return (node.children as Nodes[]).flatMap((child, i) => {
    if (child.type !== 'code') return codeBlocks(child, text);
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
