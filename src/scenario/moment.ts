import type { Host } from '../hosts/types.ts';
import { expand, references, splitReference } from '../lab/expand.ts';
import type { MomentStep } from '../lab/types.ts';
import { runCommand } from './command.ts';
import { isObserver, isSignal } from './limits/observer.ts';
import type { Run } from './run.ts';
import { StepFailed } from './step-failed.ts';

/** Runs one command on a host to its end. Whatever its status, it is evidence. */
export async function takeMoment(step: MomentStep, run: Run): Promise<void> {
  const { clock, dir, environment } = run;
  const host = run.hosts.get(step.on) as Host;
  const command = expand(step.run, run.scope());
  const limit = AbortSignal.timeout(step.limitMs);
  const beganMs = clock.nowMs();
  const result = await runCommand({
    ...howToRun({ run, host, command, step }),
    environment: { ...environment, ...host.environment },
    cwd: '/',
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
      `"${command}" to end on ${step.on}`,
      `it still ran after ${step.limitMs / 1000} s and was killed`,
    );
  }
}

/** Of programs that are not the lab's own the folder is none to be in for a command that is not confined itself. */
function howToRun({ run, host, command, step }: { run: Run; host: Host; command: string; step: MomentStep }) {
  const { confinement, folder } = run;
  const argv = ['bash', '-c', command];
  if (confinement === undefined) return { argv: host.enter(argv, `${folder}/src`) };
  if (isSignal(command)) return { argv: whereItCounts(run, step, argv) ?? host.enter(argv, '/') };
  return isObserver(command) ? { argv: host.enter(argv, '/') } : confinement.command(command, host.name);
}

/** A number that a program has printed of a process is the one that the program knows it by. */
function whereItCounts({ terminals, confinement }: Run, { run, on }: MomentStep, argv: readonly string[]) {
  const printed = references(run)
    .map(splitReference)
    .find(({ id, value }) => value !== undefined && value !== 'pid' && terminals.get(id)?.options.host.name === on);
  return printed && confinement?.beside(printed.id, argv);
}
