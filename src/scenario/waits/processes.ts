import { COMM_CHARACTERS } from '../../evidence/readings/program-name.ts';
import type { Host } from '../../hosts/host-driver.ts';
import type { WaitStep } from '../../lab/verbs/wait.ts';
import type { ProcessesWait } from '../../lab/waits/processes.ts';
import { say } from '../../messages/message.ts';
import type { Run } from '../run-state.ts';
import { waitForCount } from './count.ts';

/** Until the host has so many processes of the program, neither more nor fewer. */
export async function waitForProcesses(what: ProcessesWait, { limitMs }: WaitStep, run: Run): Promise<void> {
  const { count, program, state, host: name } = what;
  const host = run.hosts.get(name) as Host;
  const comm = program.slice(0, COMM_CHARACTERS);
  const isMeant = (each: { program: string; state: string }) =>
    each.program === comm && (state === undefined || each.state === state);
  await waitForCount({
    now: async () => (await host.processes()).filter(isMeant).length,
    isEnough: (found) => found === count,
    limitMs,
    expected: say('processesOf', { count, program, host: name, ...(state !== undefined && { state }) }),
  });
}
