import type { Element, Root } from 'hast';
import type { Verdict } from '../claims/verdict.ts';
import { elementsOf, isElement, textOf } from './tree.ts';

/** Gives the cells that hold a verdict and nothing else a class, so that they can be told apart at a glance. */
export function markVerdicts(tree: Root, words: Readonly<Record<Verdict['status'], string>>): void {
  const classes = new Map(Object.entries(words).map(([status, word]) => [word, status]));
  for (const table of elementsOf(tree, 'table')) {
    const cells = elementsOf(table, 'td').filter(isStrong);
    const marked = cells.filter((cell) => classes.has(textOf(cell)));
    if (marked.length === 0) continue;
    table.properties.className = ['claims'];
    nameRoles(table);
    for (const cell of marked) cell.properties.className = ['verdict', classes.get(textOf(cell)) as string];
  }
}

/** "**held**": a cell of one strong word. */
function isStrong({ children }: Element): boolean {
  return children.length === 1 && isElement(children[0], 'strong');
}

const ROLES: Readonly<Record<string, string>> = {
  thead: 'rowgroup',
  tbody: 'rowgroup',
  tr: 'row',
  td: 'cell',
  th: 'columnheader',
};

/** On a phone the rows are blocks one below the other; named so, they stay a table for those who hear it. */
function nameRoles(table: Element): void {
  for (const part of elementsOf(table)) {
    const role = part === table ? 'table' : ROLES[part.tagName];
    if (role !== undefined) part.properties.role = role;
  }
}
