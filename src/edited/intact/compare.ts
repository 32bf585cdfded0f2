import type { Shown, ShownRow } from '../../report/shown.ts';
import { type Document, plainLine } from './document.ts';
import { findHidden } from './hidden.ts';
import { findInvented } from './invented.ts';
import { compareCode } from './match-code.ts';
import { compareRows } from './match-rows.ts';
import { compareSentences } from './match-sentences.ts';
import type { Comparison } from './types.ts';

/**
 * Holds a report's text against the evidence and the verdicts that would be rendered now. Prose may be edited freely,
 * and what is shown may be moved or deleted; what is shown otherwise than it would be is told with its line. Pure.
 */
export function compareShown({ document, shown }: { document: Document; shown: readonly Shown[] }): Comparison {
  const rows = shown.filter((each) => each.kind === 'row');
  const code = compareCode(
    document,
    shown.filter((each) => each.kind === 'code'),
  );
  const sentences = compareSentences(
    withoutRows(document, rows),
    shown.filter((each) => each.kind === 'sentence'),
  );
  const parts = [code, compareRows(document, rows), sentences];
  const edited = parts.flatMap(({ differences }) => differences);
  const hidden = findHidden(document, shown);
  const told = new Set(edited.map(({ line }) => line));
  const invented = findInvented(document.read, { shown, known: code.known }).filter(({ line }) => !told.has(line));
  return {
    same: parts.reduce((sum, { same }) => sum + same, 0) - hidden.length,
    differences: [...edited, ...hidden, ...invented].sort((one, other) => one.line - other.line),
    deleted: parts.flatMap(({ deleted }) => deleted),
  };
}

/** A row gives the same reason as the sentence about the claim, which may be gone. */
function withoutRows(document: Document, rows: readonly ShownRow[]): Document {
  const texts = new Set(rows.map(({ text }) => plainLine(text)));
  return { ...document, lines: document.lines.map((line) => (texts.has(plainLine(line)) ? '' : line)) };
}
