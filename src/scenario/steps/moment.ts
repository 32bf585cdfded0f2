import type { Host } from '../../hosts/host-driver.ts';
import type { Machine } from '../../hosts/machine.ts';
import { references, splitReference } from '../../lab/shell/tokens.ts';
import type { MomentStep } from '../../lab/verbs/moment.ts';
import { say } from '../../messages/message.ts';
import { runCommand } from '../command.ts';
import type { Run } from '../run-state.ts';
import { howToRun, type Runnable } from './how-to-run.ts';
import { StepFailed } from './step-failed.ts';

/** Runs one command on a host to its end. Whatever its status, it is evidence. */
export async function takeMoment(step: MomentStep, run: Run): Promise<void> {
  const { clock, dir, environment } = run;
  const host = run.hosts.get(step.on) as Host;
  const runnable = howToRun(step, run.scope());
  const command = runnable.shown;
  const limit = AbortSignal.timeout(step.limitMs);
  const beganMs = clock.nowMs();
  const result = await runCommand({
    ...placeOf(run, { host, step, runnable }),
    argv: runnable.argv,
    environment: { ...environment, ...host.environment },
    dir,
    name: step.id,
    limit,
  });
  const facts = {
    id: step.id,
    host: step.on,
    command,
    beganMs,
    endedMs: clock.nowMs(),
    startedAt: clock.wall(beganMs),
  };
  run.onEvent({ type: 'evidence', evidence: { kind: 'moment', ...facts, ...result } });
  if (limit.aborted) {
    throw new StepFailed(
      say('commandEnds', { command, host: step.on }),
      say('killedAfter', { seconds: step.limitMs / 1000 }),
    );
  }
}

/** Where others' programs are, the lab's own commands are in no folder that these could have filled. */
function placeOf(run: Run, { host, step, runnable }: { host: Host; step: MomentStep; runnable: Runnable }) {
  const { confinement, folder } = run;
  const { does } = runnable;
  if (confinement === undefined) return { machine: host, cwd: `${folder}/src` };
  if (does === 'signal') return { machine: whereItCounts(run, { host, step }), cwd: '/' };
  if (does === 'look' || !confinement.holds(step)) return { machine: host, cwd: '/' };
  return { ...confinement.command(host.name), cwd: '/' };
}

/**
 * A number that a confined program has printed of a process is the one that the program knows it by; when nothing of it is
 * left, it is nobody's, and not that of whoever has it on the host.
 */
function whereItCounts(run: Run, { host, step }: { host: Host; step: MomentStep }): Machine {
  const { lab, terminals, confinement } = run;
  const isConfined = (id: string) =>
    lab.steps.some((each) => each.verb === 'open' && each.id === id && confinement?.holds(each) === true);
  const printed = references(step.run)
    .map(splitReference)
    .find(({ id, value }) => value !== undefined && value !== 'pid' && terminals.get(id)?.options.host === host);
  if (printed === undefined || !isConfined(printed.id)) return host;
  return confinement?.beside(printed.id) ?? nowhere(host);
}

/** Where no process has any id. */
function nowhere(host: Host): Machine {
  return { start: (start) => host.start({ ...start, argv: ['unshare', '--pid', '--fork', '--', ...start.argv] }) };
}
