import type { Element, Nodes, Parents, Root } from 'hast';
import { isElement, textOf } from '../../html/tree.ts';
import { words } from '../../text/lines.ts';
import type { CodeUnit } from '../read/unit.ts';
import { linesFrom, type ReadBlock, type ReadLine, readCode } from './seen.ts';

/** What stands on lines of its own. */
const BLOCKS = new Set(
  words(`
    h1 h2 h3 h4 h5 h6 p ul ol li blockquote hr br summary details div
    dl dt dd figure figcaption section
  `),
);

/** What the page of a report shows: of HTML what it makes of it, and nothing of comments and definitions. */
export function readPage(page: Root, units: readonly CodeUnit[]): ReadBlock[] {
  const reader = new PageReader(new Map(units.map((unit) => [unit.line, unit])));
  reader.read(page);
  return reader.end();
}

class PageReader {
  readonly #blocks: ReadBlock[] = [];
  readonly #codes: ReadonlyMap<number, CodeUnit>;
  #text = '';
  #textLine = 1;
  /** The last line that is known: what HTML makes may have none. */
  #line = 1;

  constructor(codes: ReadonlyMap<number, CodeUnit>) {
    this.#codes = codes;
  }

  read(node: Nodes): void {
    this.#line = node.position?.start.line ?? this.#line;
    if (node.type === 'text') this.#add(node.value);
    else if (isElement(node, 'pre')) this.#addWhole(this.#readCode(node));
    else if (isElement(node, 'table')) this.#addWhole([{ kind: 'table', lines: this.#rowsOf(node) }]);
    else if ('children' in node) this.#readAll(node);
  }

  #readAll(node: Parents): void {
    const isBlock = isElement(node) && BLOCKS.has(node.tagName);
    if (isBlock) this.#flush();
    for (const child of node.children) this.read(child);
    if (isBlock) this.#flush();
  }

  end(): ReadBlock[] {
    this.#flush();
    return this.#blocks;
  }

  #add(text: string): void {
    if (this.#text === '') this.#textLine = this.#line;
    this.#text += text;
  }

  #addWhole(blocks: ReadBlock[]): void {
    this.#flush();
    this.#blocks.push(...blocks);
  }

  #flush(): void {
    if (this.#text.trim() !== '') this.#blocks.push({ kind: 'text', lines: linesFrom(this.#text, this.#textLine) });
    this.#text = '';
  }

  #readCode(pre: Element): ReadBlock[] {
    const unit = this.#codes.get(this.#line);
    if (unit !== undefined && textOf(pre).trimEnd() === unit.code.value.trimEnd()) return readCode(unit);
    const text = withBreaks(pre);
    return [{ kind: 'code', lines: linesFrom(text, this.#line) }];
  }

  #rowsOf(node: Nodes): ReadLine[] {
    this.#line = node.position?.start.line ?? this.#line;
    if (isElement(node, 'tr')) {
      const cells = node.children.filter((child) => isElement(child)).map((cell) => textOf(cell).trim());
      return linesFrom(cells.join(' | ').replaceAll('\n', ' '), this.#line);
    }
    return 'children' in node ? node.children.flatMap((child) => this.#rowsOf(child)) : [];
  }
}

function withBreaks(node: Nodes): string {
  if (node.type === 'text') return node.value;
  if (isElement(node, 'br')) return '\n';
  return 'children' in node ? node.children.map(withBreaks).join('') : '';
}
