import type { Block, Part } from './placeholders.ts';

/** An evidence or a verdict as a report shows it: what nobody may edit without its being found. */
export interface Shown {
  /** The template's helper that made it, e.g. "moment". */
  helper: string;
  /** Id of the evidence, of the claim, or kind of the cross-check. */
  about: string;
  /** `code` is the text inside a fenced block; `text` is Markdown as it stands in a sentence, a row or a note. */
  kind: 'code' | 'text';
  text: string;
}

/** What a block shows; nothing when it is about no evidence and no claim. */
export function shownIn({ about, helper, parts, inline }: Block): Shown[] {
  if (about === undefined) return [];
  if (inline !== undefined) return [{ helper, about, kind: 'text', text: inline }];
  return parts.map((part) => ({ helper, about, ...shownPart(part) }));
}

function shownPart(part: Part): Pick<Shown, 'kind' | 'text'> {
  return 'code' in part ? { kind: 'code', text: part.code } : { kind: 'text', text: part.markdown };
}
