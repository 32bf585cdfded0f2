import { formatRow } from '../markdown/markdown.ts';
import type { Block, Part } from '../template/placeholders.ts';

/** An evidence or a verdict as a report shows it: what nobody may edit without its being found. */
export type Shown = ShownCode | ShownRow | ShownSentence;

interface ShownBase {
  /** The template's helper that made it, e.g. "moment". */
  helper: string;
  /** Id of the evidence, of the claim, or kind of the cross-check. */
  about: string;
  text: string;
}

/** The text inside a fenced block, and the sentences of ours below it. */
export interface ShownCode extends ShownBase {
  kind: 'code';
  caption?: string;
}

/** A row of a table, as one line of Markdown. */
export interface ShownRow extends ShownBase {
  kind: 'row';
  /** What the row begins with: a row that begins so is this one, whatever else it says. */
  key: string;
}

/** Markdown in a paragraph, or a note. */
export interface ShownSentence extends ShownBase {
  kind: 'sentence';
  key?: string;
}

/** What a block shows; nothing when it is about no evidence and no claim. */
export function shownIn({ about, helper, parts, inline }: Block): Shown[] {
  if (about === undefined) return [];
  if (inline !== undefined) return [{ kind: 'sentence', helper, about, text: inline }];
  const [first, second] = parts;
  if (first === undefined) return [];
  if ('markdown' in first) return [{ kind: 'sentence', helper, about, text: first.markdown }];
  return [{ kind: 'code', helper, about, text: first.code, ...captionOf(second) }];
}

function captionOf(part: Part | undefined): Pick<ShownCode, 'caption'> {
  return part !== undefined && 'markdown' in part ? { caption: part.markdown } : {};
}

/** A row of these cells, which are Markdown. */
export function shownRow(helper: string, { about, cells }: { about: string; cells: string[] }): ShownRow {
  return { kind: 'row', helper, about, text: formatRow(cells), key: `| ${cells[0]} |` };
}
