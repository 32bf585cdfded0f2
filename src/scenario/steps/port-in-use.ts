import type { Holder, Host, KernelSocket } from '../../hosts/host-driver.ts';
import type { Step } from '../../lab/verbs/verbs.ts';
import { type RunMessage, say } from '../../messages/message.ts';
import type { OpenTerminal } from '../../terminal/open-terminal.ts';
import { LabreportError } from '../../text/errors.ts';
import type { Run } from '../run-state.ts';

/** Local ports of sockets that were there before the lab was: on hosts that share their sockets with this machine. */
export async function portsInUse(hosts: readonly Host[]): Promise<ReadonlySet<number>> {
  const sockets = await Promise.all(hosts.map((host) => host.sockets()));
  return new Set(sockets.flat().map(({ localPort }) => localPort));
}

/**
 * Says which port a program could not have because it was in use, and who holds it: a program of the lab that has left a
 * child with the listening socket, for example, which is evidence of the lab's. A port that somebody outside of the lab
 * holds is a fault of the machine, and ends the run without a report. Undefined where no port was in use.
 */
export async function tellPortInUse(terminal: OpenTerminal, step: Step, run: Run): Promise<RunMessage | undefined> {
  const { screen, options } = terminal;
  if (!/address already in use/i.test(screen.tail)) return undefined;
  const { host, command } = options;
  const sockets = await host.sockets();
  const held = sockets.filter(({ state, localPort }) => state === 'LISTEN' || run.portsBefore.has(localPort));
  const socket = held.find(({ localPort }) => new RegExp(`\\b${localPort}\\b`).test(`${command} ${screen.tail}`));
  if (socket === undefined) return undefined;
  const holder = await host.holderOf(socket);
  if (run.portsBefore.has(socket.localPort) || !isOfLab(holder, run))
    throw heldByOthers(terminal, step, { socket, run });
  const who = holder && { program: holder.program, pid: holder.hostPid };
  return say('portHeld', { port: socket.localPort, host: host.name, ...(who && { holder: who }) });
}

/** Where hosts have network stacks of their own, nobody but the lab has sockets there, whether it can be seen or not. */
function isOfLab(holder: Holder | undefined, { traits }: Run): boolean {
  return traits.ownNetwork || holder?.isOfLab === true;
}

function heldByOthers(
  { options: { host, id, command } }: OpenTerminal,
  { line }: Step,
  { socket, run }: { socket: KernelSocket; run: Run },
): LabreportError {
  return new LabreportError({
    code: 'port-unavailable',
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
