import type { Shown, ShownRow } from '../../report/shown.ts';
import type { Comparison, Difference } from './difference.ts';
import { findInvented } from './invented.ts';
import { compareCode } from './match-code.ts';
import { compareRows } from './match-rows.ts';
import { compareSentences } from './match-sentences.ts';
import { linesFrom, plainLine, plainText, type Seen, seenIn, wordsOf } from './seen.ts';

/**
 * Holds a report's text against the evidence and the verdicts that would be rendered now. Prose may be edited freely,
 * and what is shown may be moved or deleted; what is shown otherwise than it would be is told with its line. Pure.
 */
export function compareShown({ seen, shown }: { seen: Seen; shown: readonly Shown[] }): Comparison {
  const rows = shown.filter((each) => each.kind === 'row');
  const code = compareCode(
    seen,
    shown.filter((each) => each.kind === 'code'),
  );
  const sentences = compareSentences(
    withoutRows(seen, rows),
    shown.filter((each) => each.kind === 'sentence'),
  );
  const parts = [code, compareRows(seen, rows), sentences];
  const edited = parts.flatMap(({ differences }) => differences);
  const hidden = findHidden(seen, shown);
  const told = new Set(edited.map(({ line }) => line));
  const invented = findInvented(seen.blocks, { shown, known: code.known }).filter(({ line }) => !told.has(line));
  return {
    same: parts.reduce((sum, { same }) => sum + same, 0) - hidden.length,
    differences: [...edited, ...hidden, ...invented].sort((one, other) => one.line - other.line),
    deleted: parts.flatMap(({ deleted }) => deleted),
  };
}

/** A row gives the same reason as the sentence about the claim, which may be gone. */
function withoutRows({ lines }: Seen, rows: readonly ShownRow[]): string[] {
  const texts = new Set(rows.map(({ text }) => plainLine(text)));
  return lines.map((line) => (texts.has(plainLine(line)) ? '' : line));
}

/** Finds evidence and verdicts that stand in a report's Markdown as recorded, and that no reader sees. */
function findHidden({ lines, blocks, isPlain }: Seen, shown: readonly Shown[]): Difference[] {
  if (isPlain) return [];
  const seen = wordsOf(blocks);
  const written = lines.map(plainLine);
  return shown.flatMap((each): Difference[] => {
    if (seen.includes(readWords(each))) return [];
    const first = plainText(each.text.split('\n', 1)[0] as string);
    const at = written.findIndex((line) => line.includes(first));
    return at < 0 ? [] : [{ kind: 'hidden', helper: each.helper, about: each.about, line: at + 1 }];
  });
}

function readWords({ kind, text }: Shown): string {
  return wordsOf(kind === 'code' ? [{ kind, lines: linesFrom(text, 1) }] : seenIn(text).blocks);
}
