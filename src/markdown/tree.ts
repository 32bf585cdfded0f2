import type { Nodes, Root } from 'mdast';
import { textStart } from '../text/lines.ts';
import { firstIndex } from '../text/lists.ts';
import { parseMarkdown } from './markdown.ts';

/** A part of a text; `end` is exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** A text and its tree: which construct of Markdown a place in the text is in. */
export class MarkdownTree {
  readonly text: string;
  readonly root: Root;
  readonly #shift: number;

  constructor(text: string) {
    this.#shift = textStart(text);
    this.text = text;
    this.root = parseMarkdown(text);
  }

  /** The nodes that hold the place, from the root to the innermost. */
  pathTo(offset: number): Nodes[] {
    const path: Nodes[] = [this.root];
    for (;;) {
      const inner = this.#childAt(childrenOf(path.at(-1)), offset);
      if (inner === undefined) return path;
      path.push(inner);
    }
  }

  /** The child that holds the place; children lie one after the other. */
  #childAt(children: readonly Nodes[], offset: number): Nodes | undefined {
    const child = children[firstIndex(children, (node) => this.spanOf(node).end > offset)];
    return child !== undefined && this.spanOf(child).start <= offset ? child : undefined;
  }

  spanOf(node: Nodes): Span {
    const { start, end } = node.position ?? {};
    return { start: (start?.offset ?? 0) + this.#shift, end: (end?.offset ?? 0) + this.#shift };
  }

  /** The line that holds the place, without its line ending. */
  lineAt(offset: number): Span {
    const newline = this.text.indexOf('\n', offset);
    const end = newline < 0 ? this.text.length : newline;
    const start = offset === 0 ? 0 : this.text.lastIndexOf('\n', offset - 1) + 1;
    return { start, end: end > offset && this.text[end - 1] === '\r' ? end - 1 : end };
  }
}

function childrenOf(node: Nodes | undefined): Nodes[] {
  return node !== undefined && 'children' in node ? node.children : [];
}
