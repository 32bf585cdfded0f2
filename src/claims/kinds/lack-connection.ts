import type { Facts } from '../../evidence/facts.ts';
import { say } from '../../messages/message.ts';
import { whyPacketsDoubtful } from '../judge/capture-doubt.ts';
import type { Finding } from '../judge/finding.ts';
import { withDoubt } from '../judge/words.ts';

/** The finding where the capture has no connection that the terminal's program opened. */
export function lackConnection(facts: Facts, { capture, of }: { capture: string; of: string }): Finding {
  const { host } = facts.evidence(of);
  const doubt = whyPacketsDoubtful(facts, capture, host === undefined ? [] : [{ from: host }]);
  const reason = withDoubt(say('noConnectionOf', { terminal: of }), doubt);
  return { status: doubt === undefined ? 'failed' : 'not-testable', reason, cites: [{ evidence: capture }] };
}
