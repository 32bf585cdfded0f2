import type { Facts } from '../../evidence/facts.ts';
import type { PassingPacket } from '../../evidence/types.ts';
import type { PacketPattern } from '../../lab/pieces/packet.ts';
import { type Message, say } from '../../messages/message.ts';
import { whyCutShort, whyIncomplete } from './testable.ts';

/** Why packets of these patterns may be missing though the capture does not show them; undefined when they were not there. */
export function whyPacketsDoubtful(
  facts: Facts,
  capture: string,
  patterns: readonly PacketPattern[],
): Message | undefined {
  return whyCutShort(facts, capture) ?? whyPacketsLost(facts, capture, patterns);
}

/** The same for packets that came while the run went on. */
export function whyPacketsLost(facts: Facts, capture: string, patterns: readonly PacketPattern[]): Message | undefined {
  return whyIncomplete(facts, capture) ?? whyUnread(facts, capture, patterns) ?? whyUntold(facts, capture, patterns);
}

function whyUnread(facts: Facts, capture: string, patterns: readonly PacketPattern[]): Message | undefined {
  const readsPayload = patterns.some(({ payload }) => payload !== undefined);
  const cut = facts.cutPackets(capture).find((packet) => lacksMuch(packet, { readsPayload }));
  return cut && say('framePartial', { frame: cut.frame, capture });
}

/** Whether the capture left out of a packet what a pattern looks at. */
function lacksMuch({ tcp, udp, icmp, arp, payloadLength }: PassingPacket, { readsPayload }: { readsPayload: boolean }) {
  return (tcp ?? udp ?? icmp ?? arp) === undefined || (readsPayload && payloadLength !== undefined);
}

/** Programs that don't choose their host's address connect from another one where all share a network stack. */
function whyUntold(facts: Facts, capture: string, patterns: readonly PacketPattern[]): Message | undefined {
  if (facts.record.driver.traits.ownNetwork) return undefined;
  const { addresses } = facts.context();
  if (
    !patterns.some(({ from, to }) => [from, to].some((name) => name !== undefined && Object.hasOwn(addresses, name)))
  ) {
    return undefined;
  }
  const known = Object.values(addresses).flat();
  const strange = facts
    .packets(capture)
    .find(({ source, destination }) => [source, destination].some((end) => end && !known.includes(end.address)));
  return strange && say('frameUntold', { frame: strange.frame, capture });
}
