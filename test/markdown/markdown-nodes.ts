import type { Nodes, Root } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const parser = unified().use(remarkParse).freeze();

export function parse(markdown: string): Root {
  return parser.parse(markdown);
}

/** What the text is made of, without positions and texts: "root(paragraph(text inlineCode) code)". */
export function outline(node: Nodes): string {
  if (!('children' in node)) return node.type;
  return `${node.type}(${(node.children as Nodes[]).map(outline).join(' ')})`;
}
