import type { Edit } from '../../../report/fill/edit.ts';
import { textStart } from '../../../text/lines.ts';
import { continued, type Document } from '../../read/document.ts';
import type { LineTable } from '../../read/line-table.ts';
import { textOf, toReport, type Unit } from '../../read/unit.ts';
import type { Located } from '../find/alignment.ts';

/** A list's mark at the end of what stands before an item's text. */
const ITEM = /(?:[-*+]|\d{1,9}[.)])[ \t]+$/;
const BEGINS_ITEM = /^(?:[-*+]|\d{1,9}[.)])[ \t]/;

/** Edits of a report as its author has it: new lines get the line ends and the containers of those around them. */
export class Splicer {
  readonly #table: LineTable;
  readonly #markdown: string;
  readonly #eol: string;

  constructor({ markdown, table }: Document) {
    this.#markdown = markdown;
    this.#table = table;
    const windows = this.#table.lines.filter(({ eol }) => eol === '\r\n').length;
    this.#eol = windows * 2 > this.#table.lines.length ? '\r\n' : '\n';
  }

  /** Other text inside of a unit. */
  change({ unit, from, to, text }: Located): Edit {
    const glue = this.#eolOf(unit) + (unit.lines[1]?.before ?? unit.prefix);
    return { start: toReport(unit, from), end: toReport(unit, to), text: text.split('\n').join(glue) };
  }

  /** Other output in an evidence block, whose fences stay as they are where they can. */
  evidence(unit: Unit, base: Unit, fresh: Unit): Edit[] {
    const [opening, first] = unit.lines;
    if (first === undefined || fresh.code === undefined) return [];
    const inner = unit.lines.slice(1, unit.code?.isClosed ? -1 : undefined);
    const last = inner.at(-1) ?? first;
    const edits: Edit[] = [];
    const { rows } = fresh.code;
    const fence = fenceFor(unit, rows.join('\n'));
    const info = textOf(unit, opening).slice(unit.code?.fence?.length);
    const named = unit.key === base.key ? info.replace(base.key ?? '', fresh.key ?? '') : info;
    edits.push({ start: opening.start, end: opening.end, text: fence + named });
    const glue = this.#eolOf(unit);
    const output = rows.map((line, i) => {
      if (i === 0) return line;
      return glue + (line === '' ? first.before.trimEnd() : first.before + line);
    });
    if (textOf(unit, { from: first.from, to: last.to }) !== rows.join('\n')) {
      edits.push({ start: first.start, end: last.end, text: output.join('') });
    }
    const closing = unit.code?.isClosed ? unit.lines.at(-1) : undefined;
    if (closing !== undefined && fence !== unit.code?.fence) {
      edits.push({ start: closing.start, end: closing.end, text: fence });
    }
    return edits.filter((edit) => this.#markdown.slice(edit.start, edit.end) !== edit.text);
  }

  /** Lines of Markdown in the stead of a unit. `base` is the unit as labreport wrote it. */
  replace(unit: Unit, base: Unit, lines: readonly string[]): Edit {
    const before = unit.lines[0].before;
    const outer = outerOf(unit, base);
    const start = unit.start - (before.length - outer.length);
    return { start, end: unit.end, text: this.#join(unit, continued(outer), lines) };
  }

  /** Lines of Markdown behind a unit, as a block or as the next item of its list. */
  insertBehind(unit: Unit, base: Unit, lines: readonly string[]): Edit {
    const end = this.#table.at(Math.max(unit.start, unit.end - 1)).end;
    const outer = outerOf(unit, base);
    const next = this.#table.lines[this.#table.indexAt(end) + 1];
    const eol = this.#eolOf(unit);
    if (isNextItem(base, lines)) return { start: end, end, text: eol + outer + this.#join(unit, outer, lines) };
    const prefix = continued(outer);
    const isFollowed = next !== undefined && !isBlank(this.#markdown.slice(next.start, next.end));
    const text = eol + prefix.trimEnd() + eol + prefix + this.#join(unit, prefix, lines);
    return { start: end, end, text: isFollowed ? `${text}${eol}${prefix.trimEnd()}` : text };
  }

  insertBefore(unit: Unit, base: Unit, lines: readonly string[]): Edit {
    const { start } = this.#table.at(unit.start);
    const outer = outerOf(unit, base);
    const eol = this.#eolOf(unit);
    if (isNextItem(base, lines)) return { start, end: start, text: outer + this.#join(unit, outer, lines) + eol };
    const prefix = continued(outer.replace(ITEM, ''));
    const text = prefix + this.#join(unit, prefix, lines) + eol + prefix.trimEnd() + eol;
    return { start, end: start, text };
  }

  /** Lines of Markdown at the beginning of the report. */
  insertFirst(lines: readonly string[]): Edit {
    const start = textStart(this.#markdown);
    return { start, end: start, text: `${lines.join(this.#eol)}${this.#eol}${this.#eol}` };
  }

  /** Takes a unit away with its lines, and the empty ones behind it. */
  remove(unit: Unit): Edit {
    const { lines } = this.#table;
    const first = this.#table.indexAt(unit.start);
    let last = this.#table.indexAt(Math.max(unit.start, unit.end - 1)) + 1;
    const isEmpty = (i: number) => {
      const line = lines[i];
      return line !== undefined && line.eol !== '' && isBlank(this.#markdown.slice(line.start, line.end));
    };
    if (first === 0 || isEmpty(first - 1)) while (isEmpty(last)) last++;
    return { start: lines[first]?.start ?? unit.start, end: lines[last]?.start ?? this.#markdown.length, text: '' };
  }

  #join(unit: Unit, prefix: string, lines: readonly string[]): string {
    const eol = this.#eolOf(unit);
    return lines.map((line, i) => (i === 0 ? line : eol + (line === '' ? prefix.trimEnd() : prefix + line))).join('');
  }

  #eolOf({ lines, end }: Unit): string {
    return lines.find(({ eol }) => eol !== '')?.eol || this.#table.at(end).eol || this.#eol;
  }
}

/** What lists and quotes of the student's put before a unit; its own list or quote mark is a part of what we wrote. */
function outerOf(unit: Unit, base: Unit): string {
  const before = unit.lines[0].before;
  const own = base.lines[0].before.trimStart();
  return own !== '' && before.endsWith(own) ? before.slice(0, before.length - own.length) : before;
}

function isNextItem(base: Unit, lines: readonly string[]): boolean {
  return ITEM.test(base.lines[0].before) && BEGINS_ITEM.test(lines[0] ?? '');
}

function isBlank(line: string): boolean {
  return /^[\s>]*$/.test(line);
}

/** The fence as it is, or one that is longer than any run of its characters inside. */
function fenceFor({ code }: Unit, value: string): string {
  const fence = code?.fence ?? '```';
  const runs = value.match(fence.startsWith('`') ? /`{3,}/g : /~{3,}/g) ?? [];
  const longest = Math.max(0, ...runs.map(({ length }) => length));
  return longest < fence.length ? fence : (fence[0] as string).repeat(longest + 1);
}

/** The lines of units in a report of ours, without indentation that all of them have. */
export function linesOf({ markdown, table }: Document, units: readonly Unit[]): string[] {
  const [first, last] = [units[0], units.at(-1)];
  if (first === undefined || last === undefined) return [];
  const rows = table.between(first.start, last.end);
  const lines = rows.map(({ start, end }) => markdown.slice(start, end));
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent));
}
