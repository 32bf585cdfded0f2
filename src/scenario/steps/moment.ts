import type { Host } from '../../hosts/host-driver.ts';
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
    ...enter(run, { host, step, runnable }),
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
      say('commandEnds', { command, host: step.on }),
      say('killedAfter', { seconds: step.limitMs / 1000 }),
    );
  }
}

/** Where others' programs are, the lab's own commands are in no folder that these could have filled. */
function enter(run: Run, { host, step, runnable }: { host: Host; step: MomentStep; runnable: Runnable }) {
  const { confinement, folder } = run;
  const { argv, does } = runnable;
  if (confinement === undefined) return { argv: host.enter(argv, `${folder}/src`) };
  if (does === 'signal') return { argv: whereItCounts(run, { host, step, argv }) };
  if (does === 'look' || !confinement.holds(step)) return { argv: host.enter(argv, '/') };
  return confinement.command(argv, host.name);
}

/**
 * A number that a confined program has printed of a process is the one that the program knows it by; when nothing of it is
 * left, it is nobody's, and not that of whoever has it on the host.
 */
function whereItCounts(run: Run, { host, step, argv }: { host: Host; step: MomentStep; argv: readonly string[] }) {
  const { lab, terminals, confinement } = run;
  const isConfined = (id: string) =>
    lab.steps.some((each) => each.verb === 'open' && each.id === id && confinement?.holds(each) === true);
  const printed = references(step.run)
    .map(splitReference)
    .find(({ id, value }) => value !== undefined && value !== 'pid' && terminals.get(id)?.options.host === host);
  if (printed === undefined || !isConfined(printed.id)) return host.enter(argv, '/');
  return confinement?.beside(printed.id, argv) ?? host.enter(['unshare', '--pid', '--fork', '--', ...argv], '/');
}
