import type { Facts } from '../evidence/facts.ts';
import { whyPacketsDoubtful } from './capture-doubt.ts';
import type { Finding } from './verdict.ts';
import { joinReasons } from './words.ts';

/** The finding where the capture has no connection that the terminal's program opened. */
export function lackConnection(facts: Facts, { capture, of }: { capture: string; of: string }): Finding {
  const { host } = facts.evidence(of);
  const doubt = whyPacketsDoubtful(facts, capture, host === undefined ? [] : [{ from: host }]);
  const lack = `the capture holds no connection of terminal ${of}`;
  const cites = [{ evidence: capture }];
  if (doubt === undefined) return { status: 'failed', reason: lack, cites };
  return { status: 'not-testable', reason: joinReasons(lack, doubt), cites };
}
