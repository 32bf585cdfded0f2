import type { RE2JS } from 're2js';
import { LabreportError } from './errors.ts';
import { refused, translateRegex } from './regex-source.ts';

/** Where an expression matches, and what its named groups hold. */
export interface RegexMatch {
  start: number;
  end: number;
  groups: [name: string, value: string][];
}

/**
 * The first match at or after `from`. The time that it takes grows with the text and not faster, whatever the expression
 * is: who wrote it may wish that it never ends. Throws a LabreportError for what is no expression.
 */
export function findRegex(source: string, text: string, from = 0): RegexMatch | undefined {
  const matcher = compiled(source).matcher(text);
  if (from > text.length || !matcher.find(from)) return undefined;
  const groups = Object.entries(matcher.getNamedGroups());
  return { start: matcher.start(), end: matcher.end(), groups: groups.filter((group) => group[1] !== null) as never };
}

/** The names of an expression's groups. */
export function groupNames(source: string): string[] {
  return Object.keys(compiled(source).namedGroups());
}

/** What is wrong with an expression; undefined when it can be used. */
export function regexMistake(source: string): LabreportError | undefined {
  try {
    compiled(source);
    return undefined;
  } catch (error) {
    if (error instanceof LabreportError) return error;
    throw error;
  }
}

/** A terminal is looked at with the same expression whenever something comes. */
const kept = new Map<string, RE2JS>();
const MOST_KEPT = 100;

function compiled(source: string): RE2JS {
  const known = kept.get(source);
  if (known !== undefined) return known;
  const fresh = compile(source);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(source, fresh);
  return fresh;
}

function compile(source: string): RE2JS {
  const translated = translateRegex(source);
  const engine = loadEngine();
  try {
    return engine.RE2JS.compile(translated, engine.RE2JS.MULTILINE);
  } catch (error) {
    if (!(error instanceof engine.RE2JSSyntaxException)) throw error;
    throw refused(source, `is not a regular expression: ${error.getDescription()}`);
  }
}

/** Loaded when the first expression is met: most labs have none, and it is large. */
function loadEngine(): typeof import('re2js') {
  if (typeof require === 'function') return require('re2js');
  // The build puts it beside the rest; sources are ES modules, which have no require of their own.
  return process.getBuiltinModule('node:module').createRequire(import.meta.url)('re2js');
}
