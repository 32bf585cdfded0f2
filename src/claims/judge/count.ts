import type { ConversationClaim } from '../../lab/claims/conversation.ts';
import { type Count, UNBOUNDED } from '../../lab/pieces/count.ts';
import type { Status } from './finding.ts';

/** How a number that was found stands to the expected one; `found` is a range where the evidence leaves it open. */
export function judgeCount(found: Count, expected: Count): Status {
  if (found.atLeast > expected.atMost || found.atMost < expected.atLeast) return 'failed';
  return found.atLeast >= expected.atLeast && found.atMost <= expected.atMost ? 'held' : 'not-testable';
}

/** A number that was found, where more could have been there if `isWhole` is false. */
export function toRange(found: number, { isWhole }: { isWhole: boolean }): Count {
  return { atLeast: found, atMost: isWhole ? found : UNBOUNDED };
}

/** How many connections a claim expects, where it is not about every one. */
export function expectedOf(connections: Exclude<ConversationClaim['connections'], 'every'>): Count {
  return connections === 'some' ? { atLeast: 1, atMost: UNBOUNDED } : { atLeast: connections, atMost: connections };
}
