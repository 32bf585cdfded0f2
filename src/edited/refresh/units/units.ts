import type { Code, Image, Nodes, Parent } from 'mdast';
import { MarkdownTree } from '../../../markdown/tree.ts';
import { LineTable } from '../text/line-table.ts';

/**
 * A part of a report that is compared and moved as one: a paragraph, a heading, a table, a code block. Its text is
 * without what lists and quotes put before its lines, and with plain line ends.
 */
export interface Unit {
  kind: 'evidence' | 'code' | 'image' | 'html' | 'text';
  text: string;
  /** Where it is in the report; `end` is exclusive. */
  start: number;
  end: number;
  lines: UnitLine[];
  /** What its next lines begin with in the same lists and quotes. */
  prefix: string;
  /** The lists and quotes that it is in, e.g. "list listItem blockquote". */
  within: string;
  /** Of an evidence, what its fence names: "wire 2"; of an image, where it is. */
  key?: string;
  /** Of a code block, what is inside. */
  code?: CodeFacts;
}

export interface UnitLine {
  /** Where the line begins in the unit's text. */
  at: number;
  length: number;
  /** Where it begins in the report, behind what lists and quotes put before it. */
  start: number;
  /** What stands before it, and the line end behind it, in the report. */
  before: string;
  eol: string;
}

export interface CodeFacts {
  value: string;
  /** The fence's own characters; absent of an indented block. */
  fence?: string;
  isClosed: boolean;
}

/** What a report is made of, in order. */
export function readUnits(markdown: string): Unit[] {
  return new Reader(markdown).read();
}

/** Every image of a report, those in sentences too. */
export function readImages(markdown: string): Unit[] {
  return new Reader(markdown).images();
}

const EVIDENCE_KEY = /^\S+(?: \d+)?$/;
const LANGUAGE = 'console';
/** What lists and quotes put before a line of a paragraph. */
const BEFORE_TEXT = /^[ \t>]*/;

class Reader {
  readonly #table: LineTable;
  readonly #markdown: string;
  readonly #tree: MarkdownTree;

  constructor(markdown: string) {
    this.#markdown = markdown;
    this.#table = new LineTable(markdown);
    this.#tree = new MarkdownTree(markdown);
  }

  read(): Unit[] {
    return this.#unitsIn(this.#tree.root, '');
  }

  images(): Unit[] {
    const found: Unit[] = [];
    const visit = (node: Nodes, within: string): void => {
      if (node.type === 'image') found.push(this.#unit(node, { kind: 'image', within, key: node.url }));
      else if ('children' in node)
        for (const child of node.children) visit(child, isContainer(node) ? nest(within, node) : within);
    };
    visit(this.#tree.root, '');
    return found;
  }

  #unitsIn(parent: Parent, within: string): Unit[] {
    return (parent.children as Nodes[]).flatMap((node) => {
      if (isContainer(node)) return this.#unitsIn(node, nest(within, node));
      if (node.type === 'code') return this.#readCode(node, within);
      if (node.type === 'html') return this.#unit(node, { kind: 'html', within });
      const image = onlyImage(node);
      if (image !== undefined) return this.#unit(node, { kind: 'image', within, key: image.url });
      return this.#unit(node, { kind: 'text', within });
    });
  }

  #readCode(node: Code, within: string): Unit {
    const values = node.value === '' ? [] : node.value.split(/\r\n|\r|\n/);
    const { start, end } = this.#tree.spanOf(node);
    const source = this.#markdown.slice(start, end);
    const fence = /^(?:`{3,}|~{3,})/.exec(source)?.[0];
    const unit = this.#unit(node, { kind: 'code', within }, (line, i) => cutCodeLine(line, values[i - 1]));
    const last = unit.lines.at(-1);
    const closing = unit.lines.length < 2 || last === undefined ? '' : textOf(unit, last);
    const isClosed = fence === undefined || isClosing(closing, fence);
    const code = { value: values.join('\n'), isClosed, ...(fence !== undefined && { fence }) };
    const key = node.lang === LANGUAGE ? (node.meta ?? '') : '';
    if (fence === undefined || !EVIDENCE_KEY.test(key)) return { ...unit, code };
    return { ...unit, kind: 'evidence', key, code };
  }

  /** `cut` tells how many characters of a line are before the text; the first line begins with the unit. */
  #unit(node: Nodes, facts: Pick<Unit, 'kind' | 'within' | 'key'>, cut: CutLine = cutTextLine): Unit {
    const { start, end } = this.#tree.spanOf(node);
    const rows = this.#table.between(start, end);
    const lines: UnitLine[] = [];
    const texts: string[] = [];
    let at = 0;
    for (const [i, row] of rows.entries()) {
      const line = this.#markdown.slice(row.start, Math.min(row.end, end));
      const skip = i === 0 ? start - row.start : cut(line, i);
      const text = line.slice(skip);
      lines.push({ at, length: text.length, start: row.start + skip, before: line.slice(0, skip), eol: row.eol });
      texts.push(text);
      at += text.length + 1;
    }
    const prefix = continuation(lines[0]?.before ?? '');
    return { ...facts, text: texts.join('\n'), start, end, lines, prefix };
  }
}

/** How many characters of a line, by its number in the unit, are before the text. */
type CutLine = (line: string, number: number) => number;

function cutTextLine(line: string): number {
  return BEFORE_TEXT.exec(line)?.[0].length ?? 0;
}

/** A line of code may begin with spaces of its own. The closing fence is no line of the value. */
function cutCodeLine(line: string, value: string | undefined): number {
  return value !== undefined && line.endsWith(value) ? line.length - value.length : cutTextLine(line);
}

/** List marks become spaces; quote marks stay, with the space that they take. */
function continuation(before: string): string {
  return before
    .replace(/>(?!\s)/g, '> ')
    .replace(/[^\s>]/g, ' ')
    .replace('\ufeff', '');
}

function isContainer(node: Nodes): node is Nodes & Parent {
  return ['blockquote', 'list', 'listItem'].includes(node.type);
}

function nest(within: string, { type }: Nodes): string {
  return within === '' ? type : `${within} ${type}`;
}

function onlyImage(node: Nodes): Image | undefined {
  if (node.type !== 'paragraph' || node.children.length !== 1) return undefined;
  const [child] = node.children;
  return child?.type === 'image' ? child : undefined;
}

/** A line of a unit. */
export function textOf({ text }: Unit, { at, length }: UnitLine): string {
  return text.slice(at, at + length);
}

function isClosing(line: string, fence: string): boolean {
  const found = /^(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return found !== undefined && found[0] === fence[0] && found.length >= fence.length;
}

/** The place in the report of a place in a unit's text. */
export function toReport(unit: Unit, offset: number): number {
  const line = unit.lines.findLast(({ at }) => at <= offset) ?? unit.lines[0];
  return line === undefined ? unit.start : line.start + (offset - line.at);
}
