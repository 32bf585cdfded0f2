import type { Root } from 'hast';
import { elementsOf } from './tree.ts';

const BLOCKS = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'pre', 'ul', 'ol', 'li', 'blockquote', 'table', 'tr', 'hr'],
  ...['details', 'summary', 'div', 'dl', 'dt', 'dd', 'figure', 'section'],
];

/** Gives each block the line of the Markdown that it begins on. */
export function addSourceLines(tree: Root): void {
  for (const block of elementsOf(tree, ...BLOCKS)) {
    const line = block.position?.start.line;
    if (line !== undefined) block.properties.dataLine = line;
  }
}
