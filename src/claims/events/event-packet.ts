import type { Facts } from '../../evidence/facts.ts';
import { packetMatcher } from '../../evidence/select.ts';
import { say } from '../../messages/message.ts';
import { whyPacketsDoubtful } from '../judge/capture-doubt.ts';
import { timeOf } from '../judge/packet-time.ts';
import { droppedIn, whyIncomplete } from '../judge/testable.ts';
import { withDoubt } from '../judge/words.ts';
import type { EventOf, Found, Lost } from './found.ts';

/** When the first packet came that looks like this. */
export function findPacket({ capture: id, match }: EventOf<'packet'>, facts: Facts, skip: number): Found | Lost {
  const packets = facts.packets(id);
  const matches = packetMatcher(packets, match, facts.context(id));
  let passed = 0;
  const packet = packets.find((each) => matches(each) && passed++ === skip);
  if (packet === undefined) {
    const missing = { packet: match, capture: id, other: skip > 0 };
    const doubt = whyPacketsDoubtful(facts, id, [match]);
    const reason = withDoubt(say('noPacket', missing), doubt);
    return { status: doubt === undefined ? 'failed' : 'not-testable', reason, cite: { evidence: id } };
  }
  const cite = { evidence: id, frames: [packet.frame] };
  if (packet.timeUs === 0) {
    return { status: 'not-testable', reason: say('frameTimeless', { frame: packet.frame, capture: id }), cite };
  }
  const atMs = timeOf(packet, facts.record);
  // What the kernel dropped may have been the first; what is missing at a capture's end can't.
  const doubt = droppedIn(facts, id) > 0 ? whyIncomplete(facts, id) : undefined;
  const name = { kind: 'packet' as const, packet: match, capture: id, isNext: skip > 0 };
  return { name, atMs, clock: 'kernel', position: packet.frame, cite, ...(doubt !== undefined && { doubt }) };
}
