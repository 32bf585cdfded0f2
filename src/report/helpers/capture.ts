import { showEvidence } from '../evidence-block.ts';
import { CAPTURE_OPTIONS, takePackets } from '../packet-excerpt.ts';

/**
 * What tcpdump printed. Parts of it are chosen by packets, and shown in tcpdump's own lines: flags="FIN ACK",
 * from="vit002" (a host, or client or server), to=, port=, payload=, protocol=, of="client2" (the connection of that
 * terminal), packets="1-3". Lines are chosen as in {{terminal}}, but for from=.
 * @example {{capture "wire"}}
 * @example {{capture "wire" of="client2" flags="FIN"}}
 */
export const capture = showEvidence('capture', {
  id: (call) => call.text(0, 'the name of a capture'),
  options: CAPTURE_OPTIONS,
  select: takePackets,
});
