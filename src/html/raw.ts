import type { Nodes, Root } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import { nodesOf } from '../markdown/nodes.ts';

const COMMENT = /^<!--[\s\S]*?-->$/;

/** Takes out comments, which nobody sees. */
export function dropComments(source: Root): void {
  visit(source, 'html', ({ value }, index, parent) => {
    if (index === undefined || !isComment(value.trim())) return undefined;
    parent?.children.splice(index, 1);
    return [SKIP, index];
  });
}

function isComment(html: string): boolean {
  return COMMENT.test(html) && !html.slice(4).includes('<!--');
}

/** Whether the author wrote HTML. */
export function hasHtml(source: Nodes): boolean {
  return nodesOf(source, 'html').length > 0;
}
