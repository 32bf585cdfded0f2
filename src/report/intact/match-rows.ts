import { LANGUAGES } from '../../language/languages.ts';
import { formatRow } from '../markdown.ts';
import type { ShownRow } from '../shown.ts';
import { type Document, plainLine } from './document.ts';
import { ALIKE, likeness } from './likeness.ts';
import type { Comparison, Difference } from './types.ts';

/** Those of the tables of verdicts, in all languages. */
const HEADERS = Object.values(LANGUAGES).flatMap(({ report: { claimsHeader, crossChecksHeader } }) => [
  formatRow(claimsHeader),
  formatRow(crossChecksHeader),
]);

/** Finds each verdict's row in a report. A row in a table of verdicts that is none of them was invented. */
export function compareRows({ lines }: Document, shown: readonly ShownRow[]): Comparison {
  const plain = lines.map(plainLine);
  const texts = new Map(shown.map((row) => [plainLine(row.text), row]));
  const missing = [...texts].filter(([text]) => !plain.includes(text));
  const taken = new Set(plain.flatMap((line, i) => (texts.has(line) ? [i] : [])));
  const edited: Difference[] = [];
  const deleted: ShownRow[] = [];
  for (const [text, row] of missing) {
    const at = findEdited(plain, { text, key: plainLine(row.key) }, taken);
    if (at === undefined) deleted.push(row);
    else {
      taken.add(at);
      const { helper, about } = row;
      edited.push({ kind: 'edited', helper, about, line: at + 1, expected: text, found: plain[at] as string });
    }
  }
  const invented = verdictRows(plain).filter((i) => !taken.has(i));
  return {
    same: texts.size - missing.length,
    differences: [
      ...edited,
      ...invented.map((i): Difference => ({ kind: 'invented', line: i + 1, found: plain[i] as string })),
    ],
    deleted,
  };
}

/** The line that says the same in its first cell, or the one that is most like the row. */
function findEdited(
  plain: readonly string[],
  { text, key }: { text: string; key: string },
  taken: ReadonlySet<number>,
): number | undefined {
  const scores = plain.map((line, i) => (taken.has(i) ? 0 : line.startsWith(key) ? 1 : likeness(text, line)));
  const best = scores.indexOf(Math.max(...scores));
  return (scores[best] ?? 0) < ALIKE ? undefined : best;
}

/** Indexes of the rows in all tables that have the header of a table of verdicts. */
function verdictRows(plain: readonly string[]): number[] {
  const rows: number[] = [];
  let isInside = false;
  for (const [i, line] of plain.entries()) {
    if (HEADERS.includes(line)) isInside = true;
    else if (!line.startsWith('|')) isInside = false;
    else if (isInside && !/^[|\s:-]+$/.test(line)) rows.push(i);
  }
  return rows;
}
