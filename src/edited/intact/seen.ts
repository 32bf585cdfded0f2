import type { Nodes } from 'mdast';
import { BREAK } from '../../markdown/markdown.ts';
import { isAnswerMark } from '../../report/answers.ts';
import { readDocument } from '../read/document.ts';
import { type CodeUnit, isCode } from '../read/unit.ts';

/** A report as its reader sees it. */
export interface Seen {
  /** Its lines as they are written. */
  lines: string[];
  code: CodeUnit[];
  blocks: ReadBlock[];
  /** Whether its reader sees what is written: HTML and definitions show something else, or hide it. */
  isPlain: boolean;
}

/** A block of a report as its reader sees it, however it was written. */
export interface ReadBlock {
  kind: 'code' | 'table' | 'text';
  /** The Markdown's block that it is; absent where HTML makes it. */
  code?: CodeUnit;
  lines: ReadLine[];
}

export interface ReadLine {
  text: string;
  /** Line of the Markdown, from 1. */
  line: number;
}

/** Zero-width and soft characters, which nobody sees. */
const UNSEEN = /\p{Cf}/gu;

/** What GitHub shows at the end, and only where it is referred to. */
const FOOTNOTE = /^[\s>]*\[\^[^\]\n]+\]:/m;

/** What a report's Markdown shows, but for what is HTML in it. */
export function seenIn(markdown: string): Seen {
  // Editors and git may change all line ends; that changes no line.
  const text = markdown.replaceAll('\r\n', '\n');
  const { tree, units } = readDocument(text);
  const code = units.filter(isCode);
  const isPlain = showsAll(tree.root) && !FOOTNOTE.test(text);
  return { lines: text.split('\n'), code, blocks: readMarkdown(tree.root, code), isPlain };
}

function showsAll(node: Nodes): boolean {
  if (node.type === 'html') return node.value === BREAK || isAnswerMark(node.value);
  if (node.type === 'definition') return false;
  // A title, and the text of a picture that is there, are shown to nobody, and may have many lines.
  if (node.type === 'image' && node.position?.start.line !== node.position?.end.line) return false;
  if ((node.type === 'link' || node.type === 'image') && (node.title ?? '') !== '') return false;
  return 'children' in node ? (node.children as Nodes[]).every(showsAll) : true;
}

function readMarkdown(tree: Nodes, units: readonly CodeUnit[]): ReadBlock[] {
  const byLine = new Map(units.map((unit) => [unit.line, unit]));
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
export function readCode(unit: CodeUnit | undefined): ReadBlock[] {
  if (unit === undefined) return [];
  return [{ kind: 'code', code: unit, lines: linesFrom(unit.code.value, firstInside(unit)) }];
}

/** The line of the report in which the first line of a code block is, from 1. */
export function firstInside({ line, code }: CodeUnit): number {
  return line + (code.fence === undefined ? 0 : 1);
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
