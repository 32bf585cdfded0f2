import type { Facts } from '../../evidence/facts.ts';
import { timeOf } from '../judge/packet-time.ts';
import type { Match } from '../judge/sequence.ts';

/**
 * Whether the missing packet is an answer that the server owed when the run stopped: the client's packet had come, and
 * the capture then went on for as long as the step that stopped the run could wait. So the answer was given its time,
 * and its absence is the server's. What a client lacks may be what a later step would have made it send.
 */
export function isOwedAnswer({ connection, frames, missing }: Match, facts: Facts, capture: string): boolean {
  const { lab, run } = facts.record;
  const limitMs = run.failure && lab.steps[run.failure.step]?.limitMs;
  const last = connection.packets.find(({ frame }) => frame === frames.at(-1));
  if (limitMs === undefined || last === undefined || missing?.from !== 'server') return false;
  const { client } = connection;
  const isFromClient = last.source?.address === client.address && last.source.port === client.port;
  return isFromClient && facts.evidence(capture).endedMs - timeOf(last, facts.record) >= limitMs;
}
