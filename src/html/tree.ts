import type { Element, ElementContent, Nodes, Parents } from 'hast';

/** Whether a node is an element of one of these names; of any name when none is given. */
export function isElement(node: Nodes | undefined, ...names: readonly string[]): node is Element {
  return node?.type === 'element' && (names.length === 0 || names.includes(node.tagName));
}

/** All elements under a node, in the order of the document. */
export function elementsOf(node: Nodes, ...names: readonly string[]): Element[] {
  const found: Element[] = [];
  collect(node, (element) => {
    if (isElement(element, ...names)) found.push(element);
  });
  return found;
}

function collect(node: Nodes, visit: (element: Element) => void): void {
  if (node.type === 'element') visit(node);
  if ('children' in node) for (const child of node.children) collect(child, visit);
}

/** All the text under a node. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

/** An element with these properties and children. */
export function element(
  tagName: string,
  properties: Element['properties'],
  children: (ElementContent | string)[],
): Element {
  const nodes = children.map((child) => (typeof child === 'string' ? { type: 'text' as const, value: child } : child));
  return { type: 'element', tagName, properties, children: nodes };
}

/** Puts something else in the place of each child that `change` returns something else for. */
export function changeChildren(parent: Parents, change: (child: Element) => Element): void {
  for (const [i, child] of parent.children.entries()) {
    if (child.type !== 'element') continue;
    changeChildren(child, change);
    parent.children[i] = change(child);
  }
}
