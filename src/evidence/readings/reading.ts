import { eachLine } from '../../text/lines.ts';
import { type HostNames, NO_NAMES } from '../endpoint.ts';

/** What each row has, whatever it is of. */
export interface Row {
  /** Line in the text it was read from, from 1. */
  line: number;
}

/**
 * How one tool prints rows: given all of the text, what reads its lines, which it is shown one after the other from the
 * first. A line that is no row gives nothing.
 */
export type Dialect<R extends Row> = (text: string) => (line: string) => Omit<R, 'line'> | undefined;

/** What rows must be like; what is absent may be anything. */
export type Query<Key extends string> = { readonly [K in Key]?: string | number };

/** The names of a row's values; with a dot where one has parts: "local.port". */
type FieldOf<R> = {
  [K in keyof R & string]-?: NonNullable<R[K]> extends string | number ? K : `${K}.${keyof NonNullable<R[K]> & string}`;
}[keyof R & string];

/** What a slice says of its rows `R`, which are chosen by `Key`. */
interface Slice<R extends Row, Key extends string, Tool extends string> {
  /** One row, as messages name it, e.g. "socket". */
  name: string;
  /** The tools that print such rows. A line is a row of the first one that takes it for one. */
  tools: { readonly [T in Tool]: Dialect<R> };
  /** What a template may ask of a row. */
  fields: readonly FieldOf<R>[];
  /** What rows are chosen by, and whether a row is as it is wanted. `names` tells what a host's name means. */
  chosen: { readonly [K in Key]: (row: R, wanted: string, names: HostNames) => boolean };
}

/** Rows that tools print at a moment: how they are read back from the text, and chosen from. */
export class Reading<R extends Row, Key extends string = string, Tool extends string = string> {
  readonly name: string;
  readonly tools: readonly Tool[];
  readonly fields: readonly string[];
  /** What rows can be chosen by. */
  readonly keys: readonly Key[];
  readonly #slice: Slice<R, Key, Tool>;

  constructor(slice: Slice<R, Key, Tool>) {
    this.name = slice.name;
    this.tools = Object.keys(slice.tools) as Tool[];
    this.fields = slice.fields;
    this.keys = Object.keys(slice.chosen) as Key[];
    this.#slice = slice;
  }

  /** The rows that are in what the tools printed; every other line is passed over. */
  parse(text: string): R[] {
    const readers = this.tools.map((tool) => this.#slice.tools[tool](text));
    const rows: R[] = [];
    let line = 0;
    for (const printed of eachLine(text)) {
      line++;
      // Each tool sees each line: it may be the header of what follows.
      const row = readers.map((read) => read(printed)).find((found) => found !== undefined);
      if (row !== undefined) rows.push({ line, ...row } as R);
    }
    return rows;
  }

  /** The rows that the query describes. */
  select(rows: readonly R[], query: Query<Key>, names = NO_NAMES): R[] {
    return rows.filter((row) =>
      this.keys.every((key) => {
        const wanted = query[key];
        return wanted === undefined || this.#slice.chosen[key](row, String(wanted), names);
      }),
    );
  }
}
