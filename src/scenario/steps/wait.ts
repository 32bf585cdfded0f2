import type { Host } from '../../hosts/host-driver.ts';
import { type KernelSocket, readTcpSockets } from '../../hosts/sockets.ts';
import { expand } from '../../lab/shell/expand.ts';
import type { WaitFor, WaitStep } from '../../lab/types.ts';
import { type RunMessage, say } from '../../messages/message.ts';
import type { OpenTerminal } from '../../terminal/open-terminal.ts';
import { poll } from '../../text/poll.ts';
import type { Run } from '../run-state.ts';
import { countPackets } from './count-packets.ts';
import { StepFailed } from './step-failed.ts';
import { seeText } from './terminals.ts';

type Counted = Exclude<WaitFor, { kind: 'text' }>;

/** Waits for an event that no program tells by itself. */
export async function waitFor(step: WaitStep, run: Run): Promise<void> {
  const { for: what, limitMs } = step;
  if (what.kind === 'text') {
    const terminal = run.terminals.get(what.terminal) as OpenTerminal;
    await seeText({ terminal, text: what.text, step, run });
    return;
  }
  if (what.kind === 'packets' && run.captures.get(what.capture)?.unavailable !== undefined) return;
  const counting = what.kind === 'packets' ? countPackets(what, run) : { now: () => countNow(what, run), close() {} };
  let count = 0;
  const enough = () => {
    count = counting.now();
    return count === what.count || (what.kind === 'packets' && count > what.count) || undefined;
  };
  const isEnough = await poll(enough, AbortSignal.timeout(limitMs)).finally(counting.close);
  if (!isEnough) throw new StepFailed(describe(what), say('countAfter', { count, seconds: limitMs / 1000 }));
}

function countNow(what: Exclude<Counted, { kind: 'packets' }>, run: Run): number {
  const host = run.hosts.get(what.host) as Host;
  if (what.kind === 'processes') {
    const named = host.processes().filter(({ program }) => program === what.program.slice(0, 15));
    return named.filter(({ state }) => what.state === undefined || state === what.state).length;
  }
  return readTcpSockets(host.procNet).filter(socketFilter(what, run)).length;
}

function socketFilter({ state, port: wanted, unread }: Extract<WaitFor, { kind: 'sockets' }>, run: Run) {
  const port = wanted === undefined ? undefined : Number(expand(wanted, run.scope()));
  return (socket: KernelSocket) =>
    socket.state === state &&
    (port === undefined || port === socket.localPort || port === socket.peerPort) &&
    (unread === undefined || unread === socket.unread);
}

function describe(what: Counted): RunMessage {
  const { count } = what;
  if (what.kind === 'sockets') return say('socketsIn', { count, state: what.state, host: what.host });
  if (what.kind === 'packets') return say('packetsLike', { count, capture: what.capture, match: what.match });
  const { program, state, host } = what;
  return say('processesOf', { count, program, host, ...(state !== undefined && { state }) });
}
