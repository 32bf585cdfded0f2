import type { Facts } from '../evidence/facts.ts';
import { packetMatcher } from '../evidence/select.ts';
import { whyPacketsDoubtful } from './capture-doubt.ts';
import type { EventOf, Found, Lost } from './events.ts';
import { timeOf } from './packet-time.ts';
import { formatPacket } from './packet-words.ts';
import { droppedIn, whyIncomplete } from './testable.ts';
import { joinReasons } from './words.ts';

/** When the first packet came that looks like this. */
export function findPacket({ capture: id, match }: EventOf<'packet'>, facts: Facts, skip: number): Found | Lost {
  const packets = facts.packets(id);
  const matches = packetMatcher(packets, match, facts.context(id));
  let passed = 0;
  const packet = packets.find((each) => matches(each) && passed++ === skip);
  const what = `${formatPacket(match)} in ${id}`;
  if (packet === undefined) {
    const missing = `there is no ${skip > 0 ? 'other ' : ''}${what}`;
    const doubt = whyPacketsDoubtful(facts, id, [match]);
    const cite = { evidence: id };
    if (doubt === undefined) return { status: 'failed', reason: missing, cite };
    return { status: 'not-testable', reason: joinReasons(missing, doubt), cite };
  }
  const cite = { evidence: id, frames: [packet.frame] };
  if (packet.timeUs === 0) {
    return { status: 'not-testable', reason: `frame ${packet.frame} of capture ${id} tells no time`, cite };
  }
  const atMs = timeOf(packet, facts.record);
  // What the kernel dropped may have been the first; what is missing at a capture's end can't.
  const doubt = droppedIn(facts, id) > 0 ? whyIncomplete(facts, id) : undefined;
  const name = `the ${skip > 0 ? 'next' : 'first'} ${what}`;
  return { name, atMs, clock: 'kernel', position: packet.frame, cite, ...(doubt !== undefined && { doubt }) };
}
