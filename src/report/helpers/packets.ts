import { Missing } from '../captured.ts';
import { PACKET_OPTIONS, queryPackets } from '../packet-query.ts';
import { findOutput, type Helper } from '../report.ts';
import { Rows } from '../rows.ts';

/**
 * The packets of a capture: all, or those with these flags, from a host (or the client or server of its connection),
 * to one, of a terminal's connection, with this port, payload or protocol.
 * @example {{count (packets "wire" flags="SYN" from="vit002" of="client2")}}
 */
export const packets: Helper = (report, call) => {
  call.expect({ args: 1, options: PACKET_OPTIONS });
  const id = call.text(0, 'the name of a capture');
  const evidence = findOutput(report, call, { id, kinds: ['capture'] });
  if (evidence instanceof Missing) return evidence;
  const chosen = queryPackets(report, call, id);
  return chosen instanceof Missing ? chosen : new Rows('packet', chosen, call);
};
