import type { Element, Nodes } from 'hast';
import { visit } from 'unist-util-visit';

/** Whether a node is an element of one of these names; of any name when none is given. */
export function isElement(node: Nodes | undefined, ...names: readonly string[]): node is Element {
  return node?.type === 'element' && (names.length === 0 || names.includes(node.tagName));
}

/** All elements under a node, in the order of the document. */
export function elementsOf(node: Nodes, ...names: readonly string[]): Element[] {
  const found: Element[] = [];
  visit(node, 'element', (element) => {
    if (isElement(element, ...names)) found.push(element);
  });
  return found;
}

/** All the text under a node. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
