import { plainAddress } from '../../evidence/endpoint.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Socket } from '../../evidence/readings/sockets/socket.ts';
import { SOCKETS } from '../../evidence/readings/sockets/sockets.ts';
import { formatEndpoint } from '../../evidence/tcp/text.ts';
import type { TcpState } from '../../lab/terms.ts';
import { type Message, say } from '../../messages/message.ts';
import type { Moment } from '../../record/run-record.ts';
import { oncePerRun } from '../judge/once.ts';
import { whyMissing } from '../judge/testable.ts';
import { type End, endOf, hostsOf } from './ends.ts';

/** A TCP socket with a peer, as a moment shows it. */
export interface ShownSocket {
  moment: Moment;
  socket: Socket & { state: TcpState };
  local: End;
  peer: End;
  subject: Message;
}

/** The moments of a run whose output can be read. */
export const momentsOf: (facts: Facts) => readonly Moment[] = oncePerRun((facts) => {
  const moments = facts.record.evidence.filter((evidence): evidence is Moment => evidence.kind === 'moment');
  return moments.filter(({ id }) => whyMissing(facts, id) === undefined);
});

/** The TCP sockets with a peer that the moments show; under the loopback driver those at the lab's addresses alone. */
export const shownSockets: (facts: Facts) => readonly ShownSocket[] = oncePerRun((facts) => {
  return momentsOf(facts).flatMap((moment) => {
    const sockets = facts.rows(SOCKETS, moment.id).filter(hasPeer);
    return sockets.map((socket) => show(facts, moment, socket)).filter((shown) => isOfLab(facts, shown));
  });
});

function hasPeer(socket: Socket): socket is ShownSocket['socket'] {
  const isTcp = socket.protocol === 'tcp' || socket.protocol === 'tcp6';
  const { address, port, service } = socket.peer;
  const isOpen = (port ?? service) !== undefined && plainAddress(address) !== '0.0.0.0' && port !== 0;
  return isTcp && isOpen && socket.state !== undefined && socket.state !== 'LISTEN';
}

function show(facts: Facts, moment: Moment, socket: ShownSocket['socket']): ShownSocket {
  const [local, peer] = [formatEndpoint(socket.local), formatEndpoint(socket.peer)];
  const told = { local, peer, state: socket.state, moment: moment.id };
  return {
    moment,
    socket,
    local: endOf(socket.local, facts),
    peer: endOf(socket.peer, facts),
    subject: say('socketShown', told),
  };
}

function isOfLab(facts: Facts, { local, peer }: ShownSocket): boolean {
  if (facts.record.driver.traits.ownNetwork) return true;
  return hostsOf(local, facts).length > 0 || hostsOf(peer, facts).length > 0;
}

/** The ends by role: who listens is the server; where no moment tells, the one with the lower port. */
export function rolesOf(facts: Facts, { local, peer }: ShownSocket): { client: End; server: End } {
  const isServer = isListening(facts, local) || (!isListening(facts, peer) && (local.port ?? 0) < (peer.port ?? 0));
  return isServer ? { client: peer, server: local } : { client: local, server: peer };
}

/** Whether a moment shows that somebody listens on that port there. */
export function isListening(facts: Facts, end: End): boolean {
  return hostsOf(end, facts).some((host) => listeningPorts(facts).get(host)?.has(end.port) === true);
}

/** The ports on which the moments show that somebody listens, by host. */
const listeningPorts = oncePerRun((facts) => {
  const ports = new Map<string, Set<number | undefined>>();
  for (const { id, host } of momentsOf(facts)) {
    const own = ports.get(host) ?? new Set();
    ports.set(host, own);
    for (const { state, local } of facts.rows(SOCKETS, id)) if (state === 'LISTEN') own.add(local.port);
  }
  return ports;
});
