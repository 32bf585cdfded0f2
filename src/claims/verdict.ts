import type { Message } from '../messages/message.ts';

/** What the evidence says of a claim. "not-testable" is never "held". */
export interface Verdict {
  /** Id of the claim. */
  claim: string;
  says: string;
  status: 'held' | 'failed' | 'not-testable';
  /** In English e.g. "2 sockets are ESTABLISHED (expected 2)". */
  reason: Message;
  /** The evidence that the verdict rests on. */
  cites: Citation[];
}

export interface Citation {
  /** Id of the evidence. */
  evidence: string;
  /** Lines of its log, from 1. */
  lines?: readonly number[];
  /** Frame numbers of its capture, from 1. */
  frames?: readonly number[];
}
