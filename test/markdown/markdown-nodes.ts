import type { Nodes, Root } from 'mdast';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

const parser = unified().use(remarkParse).freeze();

export function parse(markdown: string): Root {
  return parser.parse(markdown);
}

/** All nodes of a kind that a reader's parser found in a Markdown text, in order. */
export function nodesOf<T extends Nodes['type']>(tree: Root, type: T): Extract<Nodes, { type: T }>[] {
  return collect(tree, type) as Extract<Nodes, { type: T }>[];
}

/** What the text is made of, without positions and texts: "root(paragraph(text inlineCode) code)". */
export function outline(node: Nodes): string {
  if (!('children' in node)) return node.type;
  return `${node.type}(${(node.children as Nodes[]).map(outline).join(' ')})`;
}

function collect(node: Nodes, type: string): Nodes[] {
  const inner = 'children' in node ? (node.children as Nodes[]).flatMap((child) => collect(child, type)) : [];
  return node.type === type ? [node, ...inner] : inner;
}
