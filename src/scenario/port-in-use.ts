import { type KernelSocket, readTcpSockets } from '../hosts/sockets.ts';
import type { Host } from '../hosts/types.ts';
import type { Step } from '../lab/types.ts';
import type { OpenTerminal } from '../terminal/open.ts';
import { LabreportError } from '../text/errors.ts';
import type { Run } from './run.ts';

/** Local ports of sockets that were there before the lab was: on hosts that share their sockets with this machine. */
export function portsInUse(hosts: Iterable<Host>): ReadonlySet<number> {
  return new Set([...hosts].flatMap(({ procNet }) => readTcpSockets(procNet).map(({ localPort }) => localPort)));
}

/**
 * A port that somebody else holds is a fault of the machine, not evidence of the lab's; so is a second server of the
 * lab on one port. A lab that wants to show the message waits for it.
 */
export function refusePortInUse({ screen, options }: OpenTerminal, { line }: Step, run: Run): void {
  const { host, id, command } = options;
  if (!/address already in use/i.test(screen.tail)) return;
  const held = readTcpSockets(host.procNet).filter(
    ({ state, localPort }) => state === 'LISTEN' || run.portsBefore.has(localPort),
  );
  const socket = held.find(({ localPort }) => new RegExp(`\\b${localPort}\\b`).test(`${command} ${screen.tail}`));
  if (socket === undefined) return;
  throw new LabreportError({
    place: { file: 'lab.yaml', line },
    message: `port ${socket.localPort} of ${host.name} is in use (${socket.state}), expected it to be free for terminal ${id}: ${command}`,
    hint: `${mend(socket)} or choose another port: ${another(socket, run)}`,
  });
}

function mend({ state }: KernelSocket): string {
  return state === 'TIME_WAIT' ? 'An ended connection holds it for a minute at most: wait,' : 'End what holds it,';
}

/** The setting that does it, when a parameter of the lab is the port. */
function another({ localPort }: KernelSocket, { lab }: Run): string {
  const [name] = Object.entries(lab.parameters).find(([, { value }]) => value === `${localPort}`) ?? [];
  return name === undefined ? 'edit lab.yaml' : `--set ${name}=${localPort + 1}`;
}
