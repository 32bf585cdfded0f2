import type { Nodes, Root, RootContent } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/** A definition or a footnote, which means something in all of the text. */
const DEFINITION = /^[ \t>*+\-\d.)]*\[[^\]\n]+\]:/m;
const HEADING = /^#{1,6}[ \t]/;
const FENCE = /^([ \t]*)(`{3,}|~{3,})(.*)$/;
/** A fence in a list or a quote, which may end with it. */
const NESTED_FENCE = /^[ \t]*(?:[>*+-]|\d+[.)]).*(?:`{3}|~{3})/;
/** HTML may take in what follows it; a comment on one line doesn't. */
const HTML = /^ {0,3}<(?!!--.*-->\s*$)/;

/**
 * Parses Markdown section by section, and keeps what it has parsed: after an edit only the sections that have changed
 * are parsed again, which is most of the work of showing them. The tree is the one that parsing all of it gives.
 */
export class SectionParser {
  #kept = new Map<string, RootContent[]>();

  parse(markdown: string): Root {
    const sections = splitSections(markdown);
    if (sections === undefined) return parser.parse(markdown);
    const used = new Map<string, RootContent[]>();
    const children: RootContent[] = [];
    let [line, offset] = [0, 0];
    for (const section of sections) {
      const parsed = this.#kept.get(section) ?? used.get(section) ?? parser.parse(section).children;
      used.set(section, parsed);
      for (const node of parsed) children.push(moved(node, { line, offset }));
      line += countLines(section);
      offset += section.length;
    }
    this.#kept = used;
    return { type: 'root', children };
  }
}

/** Parts that begin with a heading and mean the same alone; undefined where that can't be told for sure. */
function splitSections(markdown: string): string[] | undefined {
  // A carriage return may end a line, too, and a byte order mark is not counted.
  if (DEFINITION.test(markdown) || /[\r\ufeff]/.test(markdown)) return undefined;
  const starts = [0];
  let fence: string | undefined;
  let isAfterBlank = true;
  let offset = 0;
  for (const line of markdown.split('\n')) {
    const next = fenceAfter(fence, line);
    if (next === null || (fence === undefined && (HTML.test(line) || NESTED_FENCE.test(line)))) return undefined;
    if (fence === undefined && isAfterBlank && HEADING.test(line) && offset > 0) starts.push(offset);
    isAfterBlank = line.trim() === '';
    fence = next;
    offset += line.length + 1;
  }
  return starts.map((start, i) => markdown.slice(start, starts[i + 1]));
}

/** The fence that is open after a line; null where one is indented, for it may belong to a list. */
function fenceAfter(open: string | undefined, line: string): string | undefined | null {
  const [, indent = '', mark, rest = ''] = FENCE.exec(line) ?? [];
  if (mark === undefined) return open;
  if (open === undefined) {
    // What begins with backticks and has more of them is a paragraph.
    const isFence = mark.startsWith('~') || !rest.includes('`');
    if (!isFence) return undefined;
    return indent === '' ? mark : null;
  }
  const closes = indent.length < 4 && mark[0] === open[0] && mark.length >= open.length && rest.trim() === '';
  return closes ? undefined : open;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** A copy that lies elsewhere in the text; who gets it may change it. */
function moved<N extends Nodes>(node: N, by: { line: number; offset: number }): N {
  const copy = { ...node };
  const { position } = node;
  if (position !== undefined) {
    copy.position = { start: movedPoint(position.start, by), end: movedPoint(position.end, by) };
  }
  if ('children' in copy) Object.assign(copy, { children: copy.children.map((child) => moved(child, by)) });
  return copy;
}

function movedPoint(
  { line, column, offset = 0 }: { line: number; column: number; offset?: number | undefined },
  by: { line: number; offset: number },
) {
  return { line: line + by.line, column, offset: offset + by.offset };
}
