import type * as z from 'zod/mini';
import { suggest } from '../../text/suggest.ts';
import type { Path } from '../source.ts';
import { type Finding, unknownWord } from './findings.ts';

type Issue = z.core.$ZodIssue;

/**
 * The mistakes that the schema found, in plain words. Each schema's own message is the phrase that follows
 * "expected" (schema-parts.ts); that of a mapping ends in the list of its keys.
 */
export function explain(issues: readonly Issue[], root: unknown): Finding[] {
  const findings = issues.flatMap((issue) => explainIssue(issue, [], root));
  return withoutFollowUps(findings);
}

type ExplainedFinding = Finding & { missing?: string; meant?: string };

function explainIssue(issue: Issue, parent: Path, root: unknown): ExplainedFinding[] {
  const path = [...parent, ...issue.path];
  const value = valueAt(root, path);
  if (value === undefined) return [missingKey(path)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], keysIn(issue.message)));
    case 'invalid_union':
      return explainUnion(issue, path, value, root);
    case 'invalid_key':
      return [{ path, part: 'key', message: unexpected(issue.issues[0]?.message ?? issue.message, path.at(-1)) }];
    case 'invalid_value':
      return [invalidWord(issue.values.map(String), issue.message, path, value)];
    case 'custom': {
      const hint: unknown = issue.params?.hint;
      return [{ path, message: issue.message, ...(typeof hint === 'string' ? { hint } : {}) }];
    }
    default:
      return [{ path, message: unexpected(issue.message, value), ...quoteHint(issue.message, value) }];
  }
}

function missingKey(path: Path): ExplainedFinding {
  const missing = String(path.at(-1));
  return { path: path.slice(0, -1), message: `missing key "${missing}"`, missing };
}

function unknownKey(path: Path, known: string[]): ExplainedFinding {
  const key = String(path.at(-1));
  const meant = suggest(key, known);
  const finding: Finding = { path, part: 'key', ...unknownWord({ what: 'key', word: key, known }) };
  return meant === undefined ? finding : { ...finding, meant };
}

/** A value that none of the alternatives takes: the issues of the one that was meant, if a key tells it. */
function explainUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, value: unknown, root: unknown) {
  const leads = keysIn(issue.message);
  if (leads.length === 0) return explainPlainUnion(issue, path, value, root);
  if (!isMapping(value)) return [{ path, message: unexpected(issue.message, value) }];
  const chosen = leads.findIndex((lead) => Object.hasOwn(value, lead));
  if (chosen >= 0) return (issue.errors[chosen] ?? []).flatMap((inner) => explainIssue(inner, path, root));
  const misspelt = Object.keys(value).find((key) => suggest(key, leads) !== undefined);
  if (misspelt !== undefined) return [unknownKey([...path, misspelt], leads)];
  return [{ path, message: `missing key, expected one of ${leads.join(', ')}` }];
}

/** Alternatives such as "a text or a list of texts": inside a list or mapping the mistake is deeper. */
function explainPlainUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, value: unknown, root: unknown) {
  const deeper = issue.errors.find((errors) => errors.some((inner) => inner.path.length > 0));
  const inside = typeof value === 'object' ? deeper : undefined;
  if (inside === undefined) return [{ path, message: unexpected(issue.message, value) }];
  return inside.flatMap((inner) => explainIssue(inner, path, root));
}

function invalidWord(known: string[], phrase: string, path: Path, value: unknown): Finding {
  if (typeof value !== 'string') return { path, message: unexpected(phrase, value) };
  const key = path.findLast((step) => typeof step === 'string');
  const what = key === 'with' ? 'way to stop' : key === 'flags' ? 'flag' : String(key);
  return { path, ...unknownWord({ what, word: value, known }) };
}

/** A misspelt key is one mistake, though it also makes the right key missing. */
function withoutFollowUps(findings: ExplainedFinding[]): Finding[] {
  const isFollowUp = ({ path, missing }: ExplainedFinding) =>
    missing !== undefined &&
    findings.some((other) => other.meant === missing && samePath(other.path.slice(0, -1), path));
  return findings
    .filter((finding) => !isFollowUp(finding))
    .map(({ path, part, message, hint }) => ({
      path,
      message,
      ...(part === undefined ? {} : { part }),
      ...(hint === undefined ? {} : { hint }),
    }));
}

function unexpected(phrase: string, value: unknown): string {
  return `expected ${phrase}, got ${show(value)}`;
}

function quoteHint(phrase: string, value: unknown): { hint?: string } {
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  return isPlain && phrase.startsWith('a text') ? { hint: `for the text, put it in quotes: "${value}"` } : {};
}

const SHOWN_LENGTH = 60;

function show(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}...` : value);
}

/** The keys that the phrase of a mapping, or of a choice of mappings, ends in. */
function keysIn(phrase: string): string[] {
  return /^a mapping with (?:the keys|one of the keys) (.*)$/.exec(phrase)?.[1]?.split(', ') ?? [];
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<PropertyKey, unknown>)[step]
        : undefined,
    root,
  );
}

function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}
