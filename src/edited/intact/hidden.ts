import type { Shown } from '../../report/shown.ts';
import { type Document, plainLine, plainText, readDocument } from './document.ts';
import { linesFrom, wordsOf } from './read.ts';
import type { Difference } from './types.ts';

/** Finds evidence and verdicts that stand in a report's Markdown as recorded, and that no reader sees. */
export function findHidden(document: Document, shown: readonly Shown[]): Difference[] {
  if (document.isPlain) return [];
  const seen = wordsOf(document.read);
  const written = document.lines.map(plainLine);
  return shown.flatMap((each): Difference[] => {
    if (seen.includes(readWords(each))) return [];
    const first = plainText(each.text.split('\n', 1)[0] as string);
    const at = written.findIndex((line) => line.includes(first));
    return at < 0 ? [] : [{ kind: 'hidden', helper: each.helper, about: each.about, line: at + 1 }];
  });
}

function readWords({ kind, text }: Shown): string {
  return wordsOf(kind === 'code' ? [{ kind, lines: linesFrom(text, 1) }] : readDocument(text).read);
}
