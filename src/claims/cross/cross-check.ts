import type { Message } from '../../messages/message.ts';
import type { Citation } from '../verdict.ts';

/** What two kinds of evidence are held against each other for, without a lab asking for it. */
export const CROSS_CHECK_KINDS = ['handshake', 'accepted', 'state'] as const;
export type CrossCheckKind = (typeof CROSS_CHECK_KINDS)[number];

/** What came of holding one statement of an evidence against the captures. "not-testable" is never "agrees". */
export interface CrossCheck {
  check: CrossCheckKind;
  status: 'agrees' | 'disagrees' | 'not-testable';
  /** What was compared, e.g. "192.0.2.1:8990 with 192.0.2.2:36030, ESTABLISHED at netstat-open". */
  subject: Message;
  /** Where it is not testable, the same for the same cause. */
  reason: Message;
  cites: Citation[];
}

/** What a check found out: a cross-check without its kind and subject. */
export type CrossFinding = Pick<CrossCheck, 'status' | 'reason' | 'cites'>;
