import type { ShownRow } from '../../report/shown.ts';
import type { Comparison, Difference } from './difference.ts';
import { ALIKE, likeness } from './likeness.ts';
import { plainLine, type Seen } from './seen.ts';

/** Finds each verdict's row in a report. */
export function compareRows({ lines }: Seen, shown: readonly ShownRow[]): Comparison {
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
  return { same: texts.size - missing.length, differences: edited, deleted };
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
