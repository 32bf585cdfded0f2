/**
 * A part of a report that is compared and moved as one: a paragraph, a heading, a table, a code block. Its text is
 * without what lists and quotes put before its lines, and with plain line ends.
 *
 * So there are two kinds of places, which have names of their own everywhere in this room: `start` and `end` are places in
 * a report, `from` and `to` in the text of a unit; ends are exclusive. `lines` is the map between both:
 *
 *     report "> The port\r\n> is 5."   start 2, end 10 and start 14, end 19, both `before` "> "
 *     unit   "The port\nis 5."         from 0, to 8    and from 9, to 14
 */
export interface Unit {
  kind: 'evidence' | 'code' | 'image' | 'html' | 'text';
  text: string;
  start: number;
  end: number;
  /** Number of its first line in the report, from 1. */
  line: number;
  lines: [UnitLine, ...UnitLine[]];
  /** What its next lines begin with in the same lists and quotes. */
  prefix: string;
  /** The lists and quotes that it is in, e.g. "list listItem blockquote". */
  within: string;
  /** Of an evidence, what its fence names: "wire 2"; of an image, where it is. */
  key?: string;
  /** Of a code block, what is inside. */
  code?: CodeFacts;
}

/** A line of a unit, without what stands before it and without its end. */
export interface UnitLine extends TextSpan {
  start: number;
  end: number;
  /** What stands before it, and the line end behind it, in the report. */
  before: string;
  eol: string;
}

/** A part of a unit's text. */
export interface TextSpan {
  from: number;
  to: number;
}

/** What is inside of a code block, and around it. */
export interface CodeFacts {
  value: string;
  /** The value's lines, whatever their ends. */
  rows: string[];
  /** The fence's own characters; absent of an indented block. */
  fence?: string;
  /** What the fence says: "console wire 2". */
  info: string;
  isClosed: boolean;
  /** The paragraph right below it, in the same lists and quotes. */
  below?: Pick<Unit, 'text' | 'line'>;
}

/** A unit that is a code block. */
export type CodeUnit = Unit & { code: CodeFacts };

export function isCode(unit: Unit): unit is CodeUnit {
  return unit.code !== undefined;
}

/** A line of a unit, or another part of its text. */
export function textOf({ text }: Unit, { from, to }: TextSpan): string {
  return text.slice(from, to);
}

/** The line of a unit that holds a place of its text. */
export function lineAt({ lines }: Unit, place: number): UnitLine {
  return lines.findLast(({ from }) => from <= place) ?? lines[0];
}

/** The place in the report of a place in a unit's text. */
export function toReport(unit: Unit, place: number): number {
  const { from, start } = lineAt(unit, place);
  return start + (place - from);
}

/** The part of a unit's text that is a part of the report; what is between its lines is at the end of the one before. */
export function toUnit({ lines }: Unit, { start, end }: { start: number; end: number }): TextSpan {
  const place = (offset: number) => {
    const line = lines.findLast((each) => each.start <= offset) ?? lines[0];
    return Math.max(line.from, Math.min(line.to, line.from + offset - line.start));
  };
  return { from: place(start), to: place(end) };
}
