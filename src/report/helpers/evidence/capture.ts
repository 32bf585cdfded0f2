import { showEvidence } from '../../blocks/evidence-block.ts';
import { CAPTURE_OPTIONS, takePackets } from '../../blocks/packet-excerpt.ts';

/**
 * What tcpdump printed: all of it, or the packets or lines that the options choose, in tcpdump's own words.
 * @argument {text} id the name of a capture
 * @option {text} [flags] TCP flags that all are set: "SYN", "FIN ACK"
 * @option {text} [from] who sent it: a host, or client or server of its connection
 * @option {text} [to] who it went to, likewise
 * @option {text} [of] a terminal's name: only packets of the connection that its program opened
 * @option {number} [port] a port at either end
 * @option {text} [payload] a text in what it carries
 * @option {text} [protocol] TCP, UDP, ICMP or ARP
 * @option {text} [packets] packets by their numbers in the capture: "1-3"
 * @option {text} [lines] these lines, by number: "3", "3-5" or "3-5, 9"
 * @option {text} [match] the lines that show this text, or that match a /regular expression/
 * @option {number} [first] so many lines from the beginning; may stand beside last
 * @option {number} [last] so many lines from the end
 * @example {{capture "closing" of="forking-client2" flags="FIN"}}
 * @example {{capture "traffic" packets="1-3"}}
 */
export const capture = showEvidence('capture', {
  id: (call) => call.text(0, 'the name of a capture'),
  options: CAPTURE_OPTIONS,
  select: takePackets,
});
