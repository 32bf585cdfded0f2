import { hasPort, isAt } from '../../endpoint.ts';
import { isShownAs } from '../program-name.ts';
import { Reading } from '../reading.ts';
import { netstat } from './netstat.ts';
import type { Socket } from './socket.ts';
import { ss } from './ss.ts';

/** What a socket is chosen by; a host's name, a full name or an address is its peer, and a port may have a name. */
type Key = 'state' | 'port' | 'peer' | 'peerPort' | 'program';

/** The TCP and UDP sockets of a host. */
export const SOCKETS = new Reading<Socket, Key, 'netstat' | 'ss'>({
  name: 'socket',
  tools: { netstat, ss },
  fields: [
    'protocol',
    'state',
    'receiveQueue',
    'sendQueue',
    'local.address',
    'local.port',
    'local.service',
    'peer.address',
    'peer.port',
    'peer.service',
    'pid',
    'program',
    'line',
  ],
  chosen: {
    state: (socket, state) => socket.state === state,
    port: ({ local }, port) => hasPort(local, port),
    peer: ({ peer }, name, names) => isAt(peer, name, names),
    peerPort: ({ peer }, port) => hasPort(peer, port),
    program: ({ pid, program }, wanted) => program !== undefined && isShownAs({ pid, program }, wanted),
  },
});
