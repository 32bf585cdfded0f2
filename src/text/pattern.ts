import { findRegex } from './regex.ts';

/** A literal text, or a regular expression whose named groups become values. */
export type TextPattern = { literal: string } | { regex: string };

export interface TextMatch {
  start: number;
  end: number;
  /** What the named groups of the expression matched. */
  values: Record<string, string>;
}

/** The first place at or after `from` where `text` shows the pattern. `^` and `$` match at line ends; a match takes linear time. */
export function findText(text: string, pattern: TextPattern, from = 0): TextMatch | undefined {
  if ('literal' in pattern) {
    const start = text.indexOf(pattern.literal, from);
    return start < 0 ? undefined : { start, end: start + pattern.literal.length, values: {} };
  }
  const match = findRegex(pattern.regex, text, from);
  return match && { start: match.start, end: match.end, values: Object.fromEntries(match.groups) };
}

/** The pattern as a person wrote it: "text" in quotes, or /expression/. */
export function formatPattern(pattern: TextPattern): string {
  return 'literal' in pattern ? JSON.stringify(pattern.literal) : `/${pattern.regex}/`;
}
