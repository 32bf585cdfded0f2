import type { Shown, ShownRow } from '../shown.ts';
import { type Document, plainLine, readDocument } from './document.ts';
import { compareCode } from './match-code.ts';
import { compareRows } from './match-rows.ts';
import { compareSentences } from './match-sentences.ts';
import type { Comparison } from './types.ts';

/**
 * Holds a report's text against the evidence and the verdicts that would be rendered now. Prose may be edited freely,
 * and what is shown may be moved or deleted; what is shown otherwise than it would be is told with its line. Pure.
 */
export function compareShown({ markdown, shown }: { markdown: string; shown: readonly Shown[] }): Comparison {
  const document = readDocument(markdown);
  const rows = shown.filter((each) => each.kind === 'row');
  const parts = [
    compareCode(
      document,
      shown.filter((each) => each.kind === 'code'),
    ),
    compareRows(document, rows),
    compareSentences(
      withoutRows(document, rows),
      shown.filter((each) => each.kind === 'sentence'),
    ),
  ];
  return {
    same: parts.reduce((sum, { same }) => sum + same, 0),
    differences: parts.flatMap(({ differences }) => differences).sort((one, other) => one.line - other.line),
    deleted: parts.flatMap(({ deleted }) => deleted),
  };
}

/** A row gives the same reason as the sentence about the claim, which may be gone. */
function withoutRows({ lines, blocks }: Document, rows: readonly ShownRow[]): Document {
  const texts = new Set(rows.map(({ text }) => plainLine(text)));
  return { blocks, lines: lines.map((line) => (texts.has(plainLine(line)) ? '' : line)) };
}
