import { textStart } from '../../text/lines.ts';
import { firstIndex } from '../../text/lists.ts';

/** A line of a text: where it begins, where its line end begins, and the line end. */
export interface Line {
  start: number;
  end: number;
  eol: string;
}

/** The lines of a text, which may end in LF, CR LF or CR. A byte order mark is before the first one. */
export class LineTable {
  readonly lines: readonly Line[];

  constructor(text: string) {
    const lines: Line[] = [];
    let start = textStart(text);
    for (const match of text.matchAll(/\r\n|\r|\n/g)) {
      lines.push({ start, end: match.index, eol: match[0] });
      start = match.index + match[0].length;
    }
    lines.push({ start, end: text.length, eol: '' });
    this.lines = lines;
  }

  /** Index of the line that holds the place. */
  indexAt(offset: number): number {
    return Math.max(0, firstIndex(this.lines, ({ start }) => start > offset) - 1);
  }

  /** The number of the line that holds the place, from 1. */
  numberAt(offset: number): number {
    return this.indexAt(offset) + 1;
  }

  /** The line that holds the place. */
  at(offset: number): Line {
    return this.lines[this.indexAt(offset)] as Line;
  }

  /** Every line that holds something of the span. */
  between(start: number, end: number): Line[] {
    return this.lines.slice(this.indexAt(start), this.indexAt(Math.max(start, end - 1)) + 1);
  }
}
