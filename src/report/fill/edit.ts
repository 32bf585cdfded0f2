import type { Span } from '../../markdown/tree.ts';

/** What goes in the place of a part of the text. */
export interface Edit extends Span {
  text: string;
}

/** A text, and what was put into the one without evidence to make it, in order. */
export interface Filled {
  text: string;
  edits: Edit[];
}

/** The text with edits made in it, which are in order and don't overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let at = 0;
  let filled = '';
  for (const edit of edits) {
    filled += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return filled + text.slice(at);
}
