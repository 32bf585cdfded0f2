import { LANGUAGES } from '../../language/languages.ts';
import type { Shown, ShownRow } from '../../report/shown.ts';
import type { CodeUnit } from '../read/unit.ts';
import type { Difference } from './difference.ts';
import { plainWords, type ReadBlock, type ReadLine, seenIn, wordsOf } from './seen.ts';

/** What an evidence begins with: "[2026-10-08, 13:15:23] command". */
const HEAD = /^\W{0,4}\[\d{4}-\d\d-\d\d,? \d\d:\d\d:\d\d[^\]]*\](?: |$)/;
/** A console's lines may begin with any time in brackets: a page shows them as evidence then. */
const CONSOLE_HEAD = /^\[[^\]\n]*\d{1,2}:\d\d:\d\d[^\]\n]*\](?: |$)/;

/** Those of the tables of verdicts, in all languages. */
const HEADERS = new Set(
  Object.values(LANGUAGES).flatMap(({ report: { claimsHeader, crossChecksHeader } }) =>
    [claimsHeader, crossChecksHeader].map((header) => plainWords(header.join(' | '))),
  ),
);

/**
 * Finds what looks like evidence, or like a verdict in a table of verdicts, and is none: in a code block, in HTML, in a
 * paragraph, in whatever way it was written. `known` are the blocks that were found already, as they were or edited.
 */
export function findInvented(
  read: readonly ReadBlock[],
  { shown, known }: { shown: readonly Shown[]; known: ReadonlySet<CodeUnit> },
): Difference[] {
  const heads = shown.flatMap((each) => (each.kind === 'code' ? [each.text.split('\n', 1)[0] as string] : []));
  const names = new Set(shown.flatMap((each) => (each.kind === 'code' ? [each.about] : [])));
  const rows = rowWords(shown.filter((each) => each.kind === 'row'));
  return read
    .flatMap((block) => {
      if (block.kind === 'code') return isKnown(block, known) ? [] : evidenceIn(block, names);
      return [...block.lines.filter(({ text }) => isHead(text, heads)), ...verdictsIn(block, rows)];
    })
    .map(({ text, line }): Difference => ({ kind: 'invented', line, found: text.trim() }));
}

function isKnown({ code }: ReadBlock, known: ReadonlySet<CodeUnit>): boolean {
  return code !== undefined && known.has(code);
}

/** The line by which a block passes itself off as evidence. */
function evidenceIn({ code, lines }: ReadBlock, names: ReadonlySet<string>): ReadLine[] {
  const [language, name = ''] = (code?.code.info ?? '').split(' ');
  const isConsole = language === 'console';
  const head = lines.find(({ text }, i) => HEAD.test(text) || (i === 0 && isConsole && CONSOLE_HEAD.test(text)));
  const named = isConsole && names.has(name) ? lines.slice(0, 1) : [];
  return head === undefined ? named : [head];
}

/** A line of prose may begin with the head of an evidence, and go on. */
function isHead(text: string, heads: readonly string[]): boolean {
  return HEAD.test(text) && !heads.some((head) => text.startsWith(head) && text.trim() !== head);
}

/** Rows of a table of verdicts that are none of the record's. */
function verdictsIn({ kind, lines }: ReadBlock, rows: ReadonlySet<string>): ReadLine[] {
  const at = lines.findIndex(({ text }) => (kind === 'table' || text.includes('|')) && HEADERS.has(plainWords(text)));
  if (at < 0) return [];
  const isRow = ({ text }: ReadLine) => !/^[|\s:-]*$/.test(text);
  return lines.slice(at + 1).filter((line) => isRow(line) && !rows.has(plainWords(line.text)));
}

function rowWords(rows: readonly ShownRow[]): Set<string> {
  return new Set(rows.map(({ text }) => wordsOf(seenIn(text).blocks)));
}
