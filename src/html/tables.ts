import type { Root } from 'hast';
import { changeChildren, element } from './tree.ts';

/** Puts each table into a box of its own, which scrolls where the table is wider than the page. */
export function wrapTables(tree: Root): void {
  changeChildren(tree, (child) =>
    child.tagName === 'table' ? element('div', { className: ['table'], tabIndex: 0 }, [child]) : child,
  );
}
