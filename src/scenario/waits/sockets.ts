import type { Host, KernelSocket } from '../../hosts/host-driver.ts';
import { expand } from '../../lab/shell/expand.ts';
import type { WaitStep } from '../../lab/verbs/wait.ts';
import type { SocketsWait } from '../../lab/waits/sockets.ts';
import { say } from '../../messages/message.ts';
import type { Run } from '../run-state.ts';
import { waitForCount } from './count.ts';

/** Until the host has so many sockets in the state, neither more nor fewer. */
export async function waitForSockets(what: SocketsWait, { limitMs }: WaitStep, run: Run): Promise<void> {
  const host = run.hosts.get(what.host) as Host;
  const isMeant = socketFilter(what, run);
  const { count, state } = what;
  await waitForCount({
    now: async () => (await host.sockets()).filter(isMeant).length,
    isEnough: (found) => found === count,
    limitMs,
    expected: say('socketsIn', { count, state, host: host.name }),
  });
}

function socketFilter({ state, port: wanted, unread }: SocketsWait, run: Run) {
  const port = wanted === undefined ? undefined : Number(expand(wanted, run.scope()));
  return (socket: KernelSocket) =>
    socket.state === state &&
    (port === undefined || port === socket.localPort || port === socket.peerPort) &&
    (unread === undefined || unread === socket.unread);
}
