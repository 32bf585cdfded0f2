import { LabreportError } from '../../../text/errors.ts';
import { makeVisible } from '../../../text/visible.ts';
import type { ViewProblem } from '../../protocol.ts';

/** As many lines are shown before and after the one with the mistake. */
const NEIGHBOURS = 2;

/** What a person can mend, as the page shows it; what is no such error is thrown again. */
export function problemOf(error: unknown, sources: ReadonlyMap<string, string> = new Map()): ViewProblem {
  if (!(error instanceof LabreportError)) throw error;
  const { message, hint, place } = error;
  const text = place === undefined ? undefined : sources.get(place.file);
  return {
    message: makeVisible(message),
    ...(hint !== undefined && { hint: makeVisible(hint) }),
    ...(place !== undefined && { place: { ...place } }),
    ...(text !== undefined && place?.line !== undefined && { excerpt: excerptOf(text, place.line) }),
  };
}

function excerptOf(text: string, line: number): { line: number; text: string }[] {
  const first = Math.max(1, line - NEIGHBOURS);
  const lines = text.split(/\r?\n/).slice(first - 1, line + NEIGHBOURS);
  return lines.map((each, i) => ({ line: first + i, text: makeVisible(each) }));
}
