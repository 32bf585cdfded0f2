import type { Nodes, Parents, Root } from 'mdast';

const COMMENT = /^<!--[\s\S]*?-->$/;

/** Takes out comments, which nobody sees. */
export function dropComments(source: Root): void {
  drop(source);
}

function drop(parent: Parents): void {
  parent.children = parent.children.filter((child) => !isComment(child)) as typeof parent.children;
  for (const child of parent.children) if ('children' in child) drop(child);
}

function isComment(node: Nodes): boolean {
  return node.type === 'html' && COMMENT.test(node.value.trim()) && !node.value.trim().slice(4).includes('<!--');
}

/** Whether the author wrote HTML. */
export function hasHtml(node: Nodes): boolean {
  return node.type === 'html' || ('children' in node && node.children.some(hasHtml));
}
