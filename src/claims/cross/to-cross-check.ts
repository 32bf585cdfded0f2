import type { Message } from '../../messages/message.ts';
import type { Citation } from '../verdict.ts';
import type { CrossCheck, CrossCheckKind, CrossFinding } from './cross-check.ts';

/** What was held against the captures: the evidence's own lines, and what they say. */
interface Statement {
  check: CrossCheckKind;
  subject: Message;
  cite: Citation;
}

/** A finding about a statement. */
export function toCrossCheck({ check, subject, cite }: Statement, { status, reason, cites }: CrossFinding): CrossCheck {
  return { check, status, subject, reason, cites: [cite, ...cites] };
}
