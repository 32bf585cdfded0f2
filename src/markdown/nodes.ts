import type { Nodes } from 'mdast';
import { visit } from 'unist-util-visit';

/** All nodes of these types in a tree, in the order of its text. */
export function nodesOf<T extends Nodes['type']>(tree: Nodes, ...types: T[]): Extract<Nodes, { type: T }>[] {
  const found: Extract<Nodes, { type: T }>[] = [];
  visit(tree, types, (node) => {
    found.push(node as Extract<Nodes, { type: T }>);
  });
  return found;
}
