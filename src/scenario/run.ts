import type { Build } from '../record/run-record.ts';
import { startClock } from '../text/clock.ts';
import { runBuild } from './build.ts';
import { closeTerminals, collectTerminals, completeCaptures, settle } from './close.ts';
import { Faults } from './faults.ts';
import { type Begun, type Making, openHosts, prepare, startMaking } from './open-hosts.ts';
import type { Run, ScenarioOptions } from './run-state.ts';
import { takeStep } from './steps/verbs.ts';
import { tellFailure } from './tell-failure.ts';

/** Runs a lab from the first step to the last; everything it saw goes to `onEvent` and into `dir`/logs. */
export async function runScenario(options: ScenarioOptions): Promise<void> {
  const [clock, faults] = [startClock(), new Faults()];
  options.onEvent({ type: 'run-began', startedAt: clock.wall(0), epochUs: clock.epochUs });
  const site = await prepare(options, faults.tell);
  if (site === undefined) return;
  // From here on there is something to end.
  options.endsBy(async () => site.end());
  const begun = { ...options, clock, site, folder: site.folder, onFault: faults.tell };
  const making = startMaking(begun);
  await Promise.race([takePhases(begun, making), faults.first]).finally(() => site.end());
}

/** The phases of a run, one after the other. */
async function takePhases(begun: Begun, making: Making): Promise<void> {
  const run = await openHosts(begun, making);
  if (run === undefined) return;
  await build(run, making);
  const isWhole = await takeSteps(run);
  // First, so that what the programs' ends send is not in them by chance.
  await completeCaptures(run, { isWhole });
  await settle(run);
  await closeTerminals(run);
  await collectTerminals(run);
  end(run);
}

/** The programs are built, and the hosts have them. */
async function build(run: Run, { building }: Making): Promise<void> {
  await run.confinement?.enter([...run.hosts.values()]);
  tellBuild(run, await (building ?? runBuild(run)));
  await (run.confinement?.share() ?? run.giveSources());
}

/** Told when the hosts are there, so that each run tells the same in the same order. */
function tellBuild(run: Run, evidence: Build | undefined): void {
  if (evidence === undefined) return;
  run.onEvent({ type: 'evidence', evidence });
  run.onEvent({ type: 'build-ended', atMs: run.clock.nowMs() });
}

/** True when all were taken. */
async function takeSteps(run: Run): Promise<boolean> {
  for (const [index, step] of run.lab.steps.entries()) {
    run.onEvent({ type: 'step-began', atMs: run.clock.nowMs(), step: index, verb: step.verb });
    if (!(await tellFailure(run, index, () => takeStep(step, run)))) return false;
    await run.confinement?.stepTaken();
    run.onEvent({ type: 'step-ended', atMs: run.clock.nowMs(), step: index });
  }
  return true;
}

/** Nothing of the run is left but its hosts. */
function end(run: Run): void {
  run.confinement?.watch.stop();
  run.onEvent({ type: 'run-ended', atMs: run.clock.nowMs() });
}
