import { Missing } from '../../../template/captured.ts';
import { PACKET_OPTIONS, queryPackets } from '../../blocks/packet-query.ts';
import { findOutput, type Helper } from '../../report.ts';
import { ROWS, Rows } from '../../rows.ts';

/**
 * The packets of a capture: all, or those that the options choose.
 * @argument {text} id the name of a capture
 * @option {text} [flags] TCP flags that all are set: "SYN", "FIN ACK"
 * @option {text} [from] who sent it: a host, or client or server of its connection
 * @option {text} [to] who it went to, likewise
 * @option {text} [of] a terminal's name: only packets of the connection that its program opened
 * @option {number} [port] a port at either end
 * @option {text} [payload] a text in what it carries
 * @option {text} [protocol] TCP, UDP, ICMP or ARP
 * @example {{count (packets "traffic" of="client2" flags="SYN" from="vit002")}}
 */
export const packets: Helper = (report, call) => {
  call.expect({ args: 1, options: PACKET_OPTIONS });
  const id = call.text(0, 'the name of a capture');
  const evidence = findOutput(report, call, { id, kinds: ['capture'] });
  if (evidence instanceof Missing) return evidence;
  const chosen = queryPackets(report, call, id);
  return chosen instanceof Missing ? chosen : new Rows(ROWS.packets, chosen, call);
};
