import { makeVisibleLine } from '../text/visible.ts';

/** Width of a column of the monospace fonts that figures name, as a part of the font size, and a little more. */
const COLUMN = 0.62;

/** Columns that a text takes up in a terminal or a monospace font: two for East Asian and other wide characters. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += isNarrow(character.codePointAt(0) as number) ? 1 : 2;
  return columns;
}

/** Latin, Greek, Cyrillic, Hebrew and Arabic letters, and general punctuation; the rest may come from a wider font. */
function isNarrow(code: number): boolean {
  return code < 0x1100 || (code >= 0x2010 && code < 0x2070);
}

/** The width of a text, px, with some margin: no font is at hand to measure it. */
export function widthOf(text: string, size: number): number {
  return columnsOf(text) * size * COLUMN;
}

/** A text on one line in which all can be seen, of at most so many columns. */
export function cut(text: string, columns: number): string {
  const line = makeVisibleLine(text);
  if (columnsOf(line) <= columns) return line;
  const kept = [...line];
  while (columnsOf(kept.join('')) > columns - 1) kept.pop();
  return `${kept.join('')}…`;
}

/** A name or address on at most `lines` lines, broken after a separator where there is one. */
export function wrap(text: string, { columns, lines }: { columns: number; lines: number }): string[] {
  const wrapped: string[] = [];
  for (let rest = makeVisibleLine(text); rest !== ''; ) {
    if (columnsOf(rest) <= columns || wrapped.length === lines - 1) return [...wrapped, cut(rest, columns)];
    const line = breakLine(rest, columns);
    wrapped.push(line);
    rest = rest.slice(line.length);
  }
  return wrapped;
}

function breakLine(text: string, columns: number): string {
  let line = '';
  for (const character of text) {
    if (columnsOf(line + character) > columns) break;
    line += character;
  }
  const atSeparator = /^.*[.:\-/@_ ](?=.)/su.exec(line)?.[0] ?? line;
  return atSeparator.length > line.length / 3 ? atSeparator : line;
}
