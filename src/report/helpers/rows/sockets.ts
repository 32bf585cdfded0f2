import { selectSockets } from '../../../evidence/select.ts';
import { TCP_STATES } from '../../../lab/terms.ts';
import { Missing } from '../../../template/captured.ts';
import { findOutput, type Helper } from '../../report.ts';
import { Rows } from '../../rows.ts';

const OPTIONS = ['state', 'port', 'peer', 'peerPort', 'program'] as const;

/**
 * The sockets that netstat or ss showed at a moment: all, or those that the options choose.
 * @argument {text} id the name of a moment
 * @option {text} [state] e.g. LISTEN, ESTABLISHED, CLOSE_WAIT
 * @option {number} [port] the local port
 * @option {text} [peer] the other end: a host's name, or an address
 * @option {number} [peerPort] the other end's port
 * @option {text} [program] the program's name, without its folder
 * @example {{count (sockets "netstat-open" state="ESTABLISHED" peer="vit002")}}
 */
export const sockets: Helper = (report, call) => {
  call.expect({ args: 1, options: OPTIONS });
  const id = call.text(0, 'the name of a moment');
  const evidence = findOutput(report, call, { id, kinds: ['moment'] });
  if (evidence instanceof Missing) return evidence;
  const query = call.query(OPTIONS);
  if (query.state !== undefined && !TCP_STATES.some((state) => state === query.state)) {
    throw call.unknown('state', query.state, TCP_STATES);
  }
  return new Rows('socket', selectSockets(report.facts.sockets(id), query, report.facts.context()), call);
};
