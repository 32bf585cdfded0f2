import type { Nodes } from 'mdast';
import { parseMarkdown } from '../../markdown/markdown.ts';
import { isAnswerMark } from '../../report/answers.ts';
import { type CodeBlock, codeBlocks } from './code-blocks.ts';
import { type ReadBlock, readMarkdown } from './read.ts';

/** What GitHub shows at the end, and only where it is referred to. */
const FOOTNOTE = /^[\s>]*\[\^[^\]\n]+\]:/m;

/** A report's text, taken apart for comparing. */
export interface Document {
  lines: string[];
  blocks: CodeBlock[];
  /** What its reader sees. */
  read: ReadBlock[];
  /** Whether its reader sees what is written: HTML and definitions show something else, or hide it. */
  isPlain: boolean;
}

export function readDocument(markdown: string): Document {
  // Editors and git may change all line ends; that changes no line.
  const text = markdown.replaceAll('\r\n', '\n');
  const tree = parseMarkdown(text);
  const blocks = codeBlocks(tree, text);
  return {
    lines: text.split('\n'),
    blocks,
    read: readMarkdown(tree, blocks),
    isPlain: isPlain(tree) && !FOOTNOTE.test(text),
  };
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

function isPlain(node: Nodes): boolean {
  if (node.type === 'html') return isAnswerMark(node.value);
  if (node.type === 'definition') return false;
  // A title, and the text of a picture that is there, are shown to nobody, and may have many lines.
  if (node.type === 'image' && node.position?.start.line !== node.position?.end.line) return false;
  if ((node.type === 'link' || node.type === 'image') && (node.title ?? '') !== '') return false;
  return 'children' in node ? (node.children as Nodes[]).every(isPlain) : true;
}
