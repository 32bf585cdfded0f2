import type * as z from 'zod/mini';
import { makeVisibleLine } from '../../text/visible.ts';
import type { RunRecord } from '../run-record.ts';
import { findContradiction } from './cross-checks.ts';
import { recordSchema } from './record.ts';
import { type Flaw, findTreeFlaw, formatPath, type Path, valueAt } from './tree.ts';

type Issue = z.core.$ZodIssue;

/**
 * What a record that somebody else gave lacks to be read as one, in a sentence without a full stop:
 * `evidence[3].beganMs: got "x", expected a time in ms`. Undefined when all of it is as labreport writes it.
 */
export function findFlaw(record: unknown): string | undefined {
  const flaw = findTreeFlaw(record) ?? findSchemaFlaw(record) ?? findContradiction(record as RunRecord);
  if (flaw === undefined) return undefined;
  const { path, got = show(valueAt(record, path)), expected } = flaw;
  return makeVisibleLine(`${formatPath(path)}: got ${got}, expected ${expected}`);
}

function findSchemaFlaw(record: unknown): Flaw | undefined {
  const { error } = recordSchema.safeParse(record, { jitless: true });
  const [issue] = error?.issues ?? [];
  return issue === undefined ? undefined : innermost(issue, [], record);
}

/** Of alternatives, one whose key is there is what was meant. */
function innermost(issue: Issue, parent: Path, record: unknown): Flaw {
  const path = [...parent, ...issue.path];
  if (issue.code === 'invalid_key') {
    const [inner] = issue.issues;
    return { path, got: `the key ${show(path.at(-1))}`, expected: inner?.message ?? issue.message };
  }
  if (issue.code !== 'invalid_union') return { path, expected: issue.message };
  const isThere = (inner: Issue) => inner.path.length > 0 && valueAt(record, [...path, ...inner.path]) !== undefined;
  const inner = issue.errors.flat().find(isThere);
  return inner === undefined ? { path, expected: issue.message } : innermost(inner, path, record);
}

const SHOWN_LENGTH = 60;

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a mapping';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}...` : value);
}
