import { SOCKETS } from '../../../evidence/readings/sockets/sockets.ts';
import { TCP_STATES } from '../../../lab/terms.ts';
import type { Helper } from '../../report.ts';
import { rowsOfMoment } from './rows-of-moment.ts';

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
export const sockets: Helper = rowsOfMoment(SOCKETS, { state: TCP_STATES });
