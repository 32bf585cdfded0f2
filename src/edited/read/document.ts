import type { Code, Image, Nodes, Parent } from 'mdast';
import { MarkdownTree } from '../../markdown/tree.ts';
import { LineTable } from './line-table.ts';
import { type CodeFacts, textOf, type Unit, type UnitLine } from './unit.ts';

/** A report, whoever has changed it, taken apart. */
export interface Document {
  markdown: string;
  tree: MarkdownTree;
  table: LineTable;
  /** What it is made of, in order. */
  units: Unit[];
}

export function readDocument(markdown: string): Document {
  const [tree, table] = [new MarkdownTree(markdown), new LineTable(markdown)];
  return { markdown, tree, table, units: new Reader({ tree, table }).read() };
}

/** Every image of a report, those in sentences too. */
export function imagesIn(document: Document): Unit[] {
  return new Reader(document).images();
}

const EVIDENCE_KEY = /^\S+(?: \d+)?$/;
const LANGUAGE = 'console';
/** What lists and quotes put before a line of a paragraph. */
const BEFORE_TEXT = /^[ \t>]*/;

class Reader {
  readonly #table: LineTable;
  readonly #tree: MarkdownTree;

  constructor({ tree, table }: Pick<Document, 'tree' | 'table'>) {
    this.#tree = tree;
    this.#table = table;
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
    return (parent.children as Nodes[]).flatMap((node, i) => {
      if (isContainer(node)) return this.#unitsIn(node, nest(within, node));
      if (node.type === 'code') return this.#readCode(node, { within, next: parent.children[i + 1] });
      if (node.type === 'html') return this.#unit(node, { kind: 'html', within });
      const image = onlyImage(node);
      if (image !== undefined) return this.#unit(node, { kind: 'image', within, key: image.url });
      return this.#unit(node, { kind: 'text', within });
    });
  }

  #readCode(node: Code, { within, next }: { within: string; next: Nodes | undefined }): Unit {
    const rows = node.value === '' ? [] : node.value.split(/\r\n|\r|\n/);
    const fence = /^(?:`{3,}|~{3,})/.exec(this.#tree.text.slice(this.#tree.spanOf(node).start))?.[0];
    const above = fence === undefined ? 0 : 1;
    const unit = this.#unit(node, { kind: 'code', within }, (line, i) => cutCodeLine(line, rows[i - above]));
    const closing = unit.lines.length < 2 ? '' : textOf(unit, unit.lines.at(-1) as UnitLine);
    const code: CodeFacts = {
      value: node.value,
      rows,
      info: [node.lang, node.meta].filter((word) => word).join(' '),
      isClosed: fence === undefined || isClosing(closing, fence),
      ...(fence !== undefined && { fence }),
      ...(next?.type === 'paragraph' && { below: this.#unit(next, { kind: 'text', within }) }),
    };
    const key = node.lang === LANGUAGE ? (node.meta ?? '') : '';
    if (fence === undefined || !EVIDENCE_KEY.test(key)) return { ...unit, code };
    return { ...unit, kind: 'evidence', key, code };
  }

  /** `cut` tells how many characters of a line are before the text; the first line begins with the unit. */
  #unit(node: Nodes, facts: Pick<Unit, 'kind' | 'within' | 'key'>, cut: CutLine = cutTextLine): Unit {
    const { start, end } = this.#tree.spanOf(node);
    let from = 0;
    const lines = this.#table.between(start, end).map((row, i): UnitLine => {
      const line = this.#tree.text.slice(row.start, Math.min(row.end, end));
      const skip = i === 0 ? start - row.start : cut(line, i);
      const span = { start: row.start + skip, end: row.start + line.length };
      const to = from + line.length - skip;
      const unitLine = { from, to, ...span, before: line.slice(0, skip), eol: row.eol };
      from = to + 1;
      return unitLine;
    }) as Unit['lines'];
    const text = lines.map((line) => this.#tree.text.slice(line.start, line.end)).join('\n');
    return {
      ...facts,
      text,
      start,
      end,
      line: this.#table.numberAt(start),
      lines,
      prefix: continued(lines[0].before),
    };
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

/** What lists and quotes put before a unit, as it stands before its next lines: list marks become spaces. */
export function continued(before: string): string {
  return before.replace(/>(?!\s)/g, '> ').replace(/[^\s>]/g, ' ');
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

function isClosing(line: string, fence: string): boolean {
  const found = /^(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return found !== undefined && found[0] === fence[0] && found.length >= fence.length;
}
