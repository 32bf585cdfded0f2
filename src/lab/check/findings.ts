import { formatPlace, LabreportError } from '../../text/errors.ts';
import { suggest } from '../../text/suggest.ts';
import type { Path, Source } from '../source.ts';

/** A mistake in a lab and where it is. */
export interface Finding {
  path: Path;
  /** The place is that of the key, not of its value. */
  part?: 'key';
  message: string;
  hint?: string;
}

/** "a, b, c", or "none" for an empty list. */
function list(words: Iterable<string>): string {
  return [...words].join(', ') || 'none';
}

/** `unknown host "vit004", expected one of ...`, with the known word that it was perhaps meant to be. */
export function unknownWord({ what, word, known }: { what: string; word: string; known: Iterable<string> }) {
  const words = [...known];
  const expected = words.length === 0 ? 'but there is none' : `expected one of ${list(words)}`;
  const near = suggest(word, words);
  const hint = near === undefined ? {} : { hint: `did you mean ${near}?` };
  return { message: `unknown ${what} ${JSON.stringify(word)}, ${expected}`, ...hint };
}

const MAX_FINDINGS = 5;

/** Throws what was found, in the order of the file: the first as the error, up to four more below it. */
export function throwFindings(findings: readonly Finding[], source: Source): void {
  const placed = findings.map((finding) => ({ ...finding, place: source.place(finding.path, finding.part) }));
  placed.sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0) || (a.place.column ?? 0) - (b.place.column ?? 0));
  const [first, ...rest] = placed;
  if (first === undefined) return;
  const others = rest.slice(0, MAX_FINDINGS - 1).map(({ place, message, hint }) => {
    return `also ${formatPlace(place)} ${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
  const unsaid = rest.length - others.length;
  if (unsaid > 0) others.push(`and ${unsaid} more`);
  const hints = [...(first.hint === undefined ? [] : [first.hint]), ...others];
  const hint = hints.length === 0 ? {} : { hint: hints.join('\n') };
  throw new LabreportError({ code: source.code, message: first.message, place: first.place, ...hint });
}
