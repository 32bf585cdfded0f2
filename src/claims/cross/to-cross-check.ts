import { english } from '../../language/en/english.ts';
import type { Phrase } from '../../language/language.ts';
import type { Citation } from '../types.ts';
import type { CrossCheck, CrossCheckKind, CrossFinding } from './types.ts';

/** What was held against the captures: the evidence's own lines, and what they say. */
interface Statement {
  check: CrossCheckKind;
  subject: Phrase;
  cite: Citation;
}

/** A finding about a statement, told in English and in any language. */
export function toCrossCheck({ check, subject, cite }: Statement, { status, reason, cites }: CrossFinding): CrossCheck {
  const told = { subject: subject(english), reason: reason(english), subjectIn: subject, reasonIn: reason };
  return { check, status, ...told, cites: [cite, ...cites] };
}
