import type { Nodes } from 'mdast';
import type { CodeBlock } from './code-blocks.ts';

/** A block of a report as its reader sees it, however it was written. */
export interface ReadBlock {
  kind: 'code' | 'table' | 'text';
  /** The Markdown's block that it is; absent where HTML makes it. */
  code?: CodeBlock;
  lines: ReadLine[];
}

export interface ReadLine {
  text: string;
  /** Line of the Markdown, from 1. */
  line: number;
}

/** Zero-width and soft characters, which nobody sees. */
const UNSEEN = /\p{Cf}/gu;

/** What a Markdown tree shows, but for what is HTML in it. */
export function readMarkdown(tree: Nodes, blocks: readonly CodeBlock[]): ReadBlock[] {
  const byLine = new Map(blocks.map((block) => [block.first, block]));
  const read = (node: Nodes): ReadBlock[] => {
    const first = node.position?.start.line ?? 1;
    if (node.type === 'code') return readCode(byLine.get(first));
    if (node.type === 'paragraph' || node.type === 'heading')
      return [{ kind: 'text', lines: linesFrom(textIn(node), first) }];
    return 'children' in node ? (node.children as Nodes[]).flatMap(read) : [];
  };
  return read(tree);
}

/** A code block of the Markdown. */
export function readCode(code: CodeBlock | undefined): ReadBlock[] {
  return code === undefined ? [] : [{ kind: 'code', code, lines: linesFrom(code.value, code.line) }];
}

/** A text's lines, the first of which stands in this line of the Markdown. */
export function linesFrom(text: string, first: number): ReadLine[] {
  return text.split('\n').map((line, i) => ({ text: line.normalize('NFKC').replace(UNSEEN, ''), line: first + i }));
}

/** Words that read the same, in a table or out of one. */
export function plainWords(text: string): string {
  return text.replace(/[\s|]+/g, ' ').trim();
}

/** All that a reader sees, as plain words. */
export function wordsOf(blocks: readonly ReadBlock[]): string {
  return plainWords(blocks.flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n'));
}

function textIn(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  if (node.type === 'break') return '\n';
  return 'children' in node ? (node.children as Nodes[]).map(textIn).join('') : '';
}
