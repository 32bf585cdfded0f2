import { join } from 'node:path';
import type { HostDriver, OpenHosts } from '../hosts/types.ts';
import { parameterValues } from '../lab/shell/expand.ts';
import type { Build, DriverFacts, Evidence, HostFacts } from '../record/types.ts';
import type { OpenTerminal } from '../terminal/open.ts';
import { StatusPipe } from '../terminal/status-pipe.ts';
import { startClock } from '../text/clock.ts';
import { LabreportError } from '../text/errors.ts';
import { poll } from '../text/poll.ts';
import { within } from '../text/within.ts';
import { runBuild } from './build.ts';
import { collectCapture, collectTerminal } from './collect.ts';
import type { RunConfinement } from './confinement.ts';
import { completeCapture } from './steps/capture.ts';
import { portsInUse } from './steps/port-in-use.ts';
import { exhausted, StepFailed } from './steps/step-failed.ts';
import { takeStep } from './steps/verbs.ts';
import type { Run, ScenarioOptions } from './types.ts';

/** How long the end of a run waits for a capture's last packets, and for the end of a program that is gone. */
const CLOSING_LIMIT_MS = 5_000;
/** How long the end of a run waits for a program that works to end or to come to rest. */
const WORKING_LIMIT_MS = 500;

/** Runs a lab from the first step to the last; everything it saw goes to `onEvent` and into `dir`/logs. */
export async function runScenario(options: ScenarioOptions): Promise<void> {
  const { lab, driver, dir, onEvent } = options;
  const clock = startClock();
  onEvent({ type: 'run-began', startedAt: clock.wall(0), epochUs: clock.epochUs });
  const folder = await tryDriver(options, () => driver.prepare(lab, dir));
  if (folder === undefined) return;
  const parts = { ...options, clock, folder };
  let opening: Promise<OpenHosts | undefined> | undefined;
  const end = async () => (await opening)?.end();
  // From here on there is something to end.
  options.endsBy(end);
  // The build takes longer than the hosts, so it begins first. But one that is not the lab's own may take all that the
  // machine has: it begins when nothing else has to be made.
  const building = options.confine === undefined ? runBuild(parts) : undefined;
  // It is waited for when the hosts are there; until then nobody hears of its failure.
  building?.catch(() => {});
  opening = tryDriver(options, () => driver.open(lab, dir));
  const confinement = await openConfinement(options);
  if (confinement === 'impossible') return end();
  const onHosts = runOnHosts({ building, opening }, { ...parts, ...(confinement && { confinement }) });
  await withStrayErrors(onHosts).finally(end);
}

/** Takes the steps when the hosts are there and the programs are built. */
async function runOnHosts(
  { building, opening }: { building: Promise<Build | undefined> | undefined; opening: Promise<OpenHosts | undefined> },
  options: ScenarioOptions & Pick<Run, 'clock' | 'folder' | 'confinement'>,
): Promise<void> {
  const { driver, dir, clock, onEvent } = options;
  const [opened, pipe] = await Promise.all([opening, StatusPipe.open(join(dir, 'status'))]);
  if (opened === undefined) return;
  const run = makeRun({ ...options, opened, pipe });
  onEvent({ type: 'hosts-ready', atMs: clock.nowMs(), ...describe(driver, opened) });
  await run.confinement?.enter(opened.hosts);
  tellBuild(run, await (building ?? runBuild(run)));
  await run.confinement?.share();
  await closeAll(run, { isWhole: await takeSteps(run) });
  run.confinement?.watch.stop();
  pipe.close();
  onEvent({ type: 'run-ended', atMs: clock.nowMs() });
}

/** Also rejects with what no promise of the run carries: a log that can't be written because the disk is full. */
async function withStrayErrors(work: Promise<void>): Promise<void> {
  let stray: (error: Error) => void = () => {};
  const astray = new Promise<never>((_, reject) => {
    stray = reject;
  });
  process.on('uncaughtException', stray);
  await Promise.race([work, astray]).finally(() => process.off('uncaughtException', stray));
}

/** Loaded only where it is needed: most runs are of a lab's own programs. */
async function openConfinement(options: ScenarioOptions): Promise<RunConfinement | 'impossible' | undefined> {
  const { lab, driver, confine } = options;
  if (confine === undefined) return undefined;
  const { RunConfinement } = await import('./confinement.ts');
  return (await tryDriver(options, () => RunConfinement.open(driver, confine, lab))) ?? 'impossible';
}

/** What the driver makes; undefined, and told, when it can't. */
async function tryDriver<T>({ onEvent }: ScenarioOptions, make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof LabreportError)) throw error;
    onEvent({ type: 'driver-failed', problem: { code: error.code, message: error.message } });
    return undefined;
  }
}

function makeRun(
  options: Omit<Run, 'hosts' | 'terminals' | 'captures' | 'portsBefore' | 'scope'> & { opened: OpenHosts },
): Run {
  const { opened, ...rest } = options;
  const hosts = new Map(opened.hosts.map((host) => [host.name, host]));
  const terminals = new Map<string, OpenTerminal>();
  const parameters = parameterValues(rest.lab);
  const reaches = Object.fromEntries(opened.hosts.map(({ name, reach }) => [name, reach]));
  const values = () => Object.fromEntries([...terminals].map(([id, terminal]) => [id, terminal.values]));
  const scope = () => ({ parameters, hosts: reaches, values: values() });
  return {
    ...rest,
    hosts,
    terminals,
    captures: new Map(),
    portsBefore: portsInUse(opened.hosts),
    scope,
  };
}

function describe(driver: HostDriver, opened: OpenHosts): { hosts: HostFacts[]; driver: DriverFacts } {
  const hosts = opened.hosts.map(({ name, fullName, interfaces }) => ({ name, fullName, interfaces: [...interfaces] }));
  return { hosts, driver: { name: driver.name, pins: opened.pins, limits: opened.limits } };
}

/** Told when the hosts are there, so that each run tells the same in the same order. */
function tellBuild(run: Run, evidence: Build | undefined): void {
  if (evidence === undefined) return;
  emit(run, evidence);
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

/** False, and told, when what was done did not see what it waited for. */
async function tellFailure(run: Run, step: number, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const failed = error instanceof StepFailed ? error : exhausted(error);
    if (failed === undefined) throw error;
    const { expected, seen } = failed;
    run.onEvent({ type: 'step-failed', atMs: run.clock.nowMs(), failure: { step, expected, seen } });
    return false;
  }
}

/** Captures first, so that what the programs' ends send is not in them by chance; then the terminals. */
async function closeAll(run: Run, { isWhole }: { isWhole: boolean }): Promise<void> {
  let canFail = isWhole;
  for (const [id, capture] of run.captures) {
    const complete = () => completeCapture(id, run, AbortSignal.timeout(CLOSING_LIMIT_MS));
    // Whatever else is lost, the first to be is what the run has failed by.
    if (canFail) canFail = await tellFailure(run, run.lab.steps.length - 1, complete);
    else await complete().catch(() => {});
    await capture.terminal.close();
    emit(run, withLimit(run, collectCapture(id, capture)));
  }
  const terminals = [...run.terminals];
  await Promise.all(terminals.map(([, terminal]) => hearEnd(terminal)));
  // What one would do because another is hung up is not of the lab.
  for (const [, terminal] of terminals) terminal.halt();
  for (const [id, terminal] of terminals) {
    terminal.hangUp();
    // A program that has left the session can open its terminal again, and so keep it from its end.
    run.confinement?.watch.end(id);
  }
  for (const [id, terminal] of terminals) {
    await terminal.finished;
    emit(run, withLimit(run, collectTerminal(id, terminal)));
  }
}

/** Tells, too, what it had too much of. */
function withLimit<E extends Evidence>({ confinement }: Run, evidence: E): E {
  const limit = confinement?.hitOf(evidence.id, evidence.kind, evidence.exit);
  return limit === undefined ? evidence : { ...evidence, limit };
}

/**
 * A program that is ending, or has ended, has an end that its keeper is about to tell. One that is at rest goes on, and
 * one that still works after a while is taken to go on.
 */
async function hearEnd(terminal: OpenTerminal): Promise<void> {
  let before: string | undefined;
  const isSettled = () => {
    if (terminal.exit !== undefined) return true;
    const rest = terminal.rest;
    const isSame = rest !== undefined && rest === before;
    before = rest;
    return isSame || undefined;
  };
  await poll(isSettled, AbortSignal.timeout(WORKING_LIMIT_MS));
  const { program } = terminal;
  if (program === undefined || program.state === 'Z')
    await within(terminal.ended, AbortSignal.timeout(CLOSING_LIMIT_MS));
}

function emit(run: Run, evidence: Evidence): void {
  run.onEvent({ type: 'evidence', evidence });
}
