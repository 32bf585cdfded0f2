import * as z from 'zod/mini';
import type { TextPattern } from '../../text/pattern.ts';
import { groupNames, regexMistake } from '../../text/regex.ts';
import type { World } from '../check/world.ts';
import { described, visibleText } from '../schema/parts.ts';
import { lines, shape } from '../schema/recorded.ts';
import type { Path } from '../source.ts';

/** In a lab.yaml: a literal text, or `/regular expression/`. */
export function pattern(description: string) {
  const schema = visibleText('a text or a /regular expression/').check(
    z.minLength(1, { error: 'a text or a /regular expression/' }),
    z.check(({ value, issues }) => {
      const regex = regexIn(value);
      const mistake = regex === undefined ? undefined : regexMistake(regex);
      if (mistake === undefined) return;
      const { message, hint } = mistake;
      issues.push({ code: 'custom', input: value, message, params: { hint } });
    }),
  );
  return described(schema, `${description}: a text, or /a regular expression/ whose named groups become values`);
}

const PATTERN = 'a text to look for: { literal } or { regex }';
/** What a record holds of it. */
export const recordedPattern = z.union([shape({ literal: lines }), shape({ regex: lines })], { error: PATTERN });

/** The pattern that a text in lab.yaml stands for. */
export function buildPattern(text: string): TextPattern {
  const regex = regexIn(text);
  return regex === undefined ? { literal: text } : { regex };
}

/** The named groups of a pattern become values of the terminal that shows it. */
export function addValues({ known, findings }: World, terminal: string, pattern: string, path: Path): void {
  const regex = regexIn(pattern);
  if (regex === undefined) return;
  const groups = groupNames(regex);
  if (groups.includes('pid')) findings.push({ path, message: 'group "pid" would hide the process id of the program' });
  for (const group of groups) known.get(terminal)?.values.add(group);
}

/** The expression between the slashes of `/.../`; nothing where the text is a literal one. */
function regexIn(value: string): string | undefined {
  return /^\/(.+)\/$/s.exec(value)?.[1];
}
