import { readFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { drivers as hostDrivers } from '../hosts/drivers.ts';
import type { DriverName } from '../hosts/host-driver.ts';
import { TOOL_PATH } from '../hosts/tool.ts';
import type { Confine } from '../lab/limits.ts';
import type { Lab } from '../lab/types.ts';
import { type Message, say } from '../messages/message.ts';
import { hashFolder } from '../record/hash.ts';
import { type Evidence, type FileHash, RECORD_FORMAT, type RunRecord, type StepFacts } from '../record/run-record.ts';
import type { ErrorCode } from '../text/codes/error-codes.ts';
import { LabreportError } from '../text/errors.ts';
import { type Runner, startRunner } from './confined.ts';
import type { RunEvent } from './events.ts';
import { isExhausted } from './steps/step-failed.ts';

export interface RecordRunOptions {
  lab: Lab;
  /** The sources are the author's own. */
  source?: 'own' | undefined;
  /** Not all of it can be trusted: what is kept apart, and within which limits. */
  confine?: Confine | undefined;
  /** Files that the run is made from. */
  inputs: FileHash[];
  /** Drivers to try, the best first. */
  drivers: readonly DriverName[];
  /** The run's folder: holds `src/` and an empty `logs/`. */
  dir: string;
  /** A runner for the first driver that has been started already. */
  runner?: Runner;
  /** Versions of the tools in use, by name. */
  tools: Promise<Record<string, string>>;
  labreport: string;
  signal: AbortSignal;
  onEvent: (event: RunEvent) => void;
}

/** Runs a lab in a process of its own and makes the record of what was seen. */
export async function recordRun(options: RecordRunOptions): Promise<RunRecord> {
  const [events, system] = await Promise.all([runOnBestDriver(options), systemName()]);
  const began = find(events, 'run-began');
  const ready = find(events, 'hosts-ready');
  const failure = events.find((event) => event.type === 'step-failed')?.failure;
  return {
    format: RECORD_FORMAT,
    labreport: options.labreport,
    lab: options.lab,
    inputs: options.inputs,
    ...(options.source && { source: options.source }),
    ...(options.confine && { confinement: { by: 'bubblewrap', limits: options.confine.limits } as const }),
    run: {
      startedAt: began.startedAt,
      epochUs: began.epochUs,
      durationMs: find(events, 'run-ended').atMs,
      ...(failure && { failure }),
    },
    machine: { kernel: `Linux ${release()} ${arch()}`, system, tools: await options.tools },
    driver: ready.driver,
    hosts: ready.hosts,
    evidence: evidenceOf(events),
    steps: stepsOf(events),
    files: await hashFolder(options.dir, 'logs'),
  };
}

/** Tries one driver after the other until one makes the hosts; says why the better ones could not. */
async function runOnBestDriver(options: RecordRunOptions): Promise<RunEvent[]> {
  const { lab, dir, drivers, signal, confine, onEvent } = options;
  const reasons: Message<'driverUnusable'>[] = [];
  let code: ErrorCode = 'confinement-unavailable';
  // What is confined can be kept apart by a driver that confines, and by no other.
  const able = drivers.filter((driver) => confine === undefined || hostDrivers[driver].traits.confines);
  for (const [i, driver] of able.entries()) {
    signal.throwIfAborted();
    const runner = (i === 0 && driver === drivers[0] && options.runner) || startRunner(driver);
    const events: RunEvent[] = [];
    const keep = (event: RunEvent) => {
      events.push(event);
      onEvent(event);
    };
    const end = () => runner.end();
    signal.addEventListener('abort', end, { once: true });
    await runner.run({ lab, dir, environment: programEnvironment(dir, driver), ...(confine && { confine }) }, keep);
    signal.removeEventListener('abort', end);
    signal.throwIfAborted();
    const failed = events.find((event) => event.type === 'driver-failed');
    if (failed === undefined) return refuseProblem(events, reasons);
    code = failed.problem.code;
    reasons.push(say('driverUnusable', { driver, why: failed.problem.message }));
  }
  const why = reasons.map(({ values }) => `The ${values.driver} driver could not be used here: ${values.why}`);
  if (able.length < drivers.length) why.push('What is to be kept apart from this machine can’t be run by another one.');
  throw new LabreportError({
    code,
    message: `no hosts could be made. ${why.join(' ')}`,
    hint: 'Run "labreport doctor" to see what this machine lacks and what mends it.',
  });
}

/** A problem ends the run without a record; a worse driver than the best is one of the record's facts. */
function refuseProblem(events: RunEvent[], reasons: Message<'driverUnusable'>[]): RunEvent[] {
  const found = events.find((event) => event.type === 'problem');
  if (found?.errno !== undefined && isExhausted(found.errno))
    throw new LabreportError({
      code: 'machine-exhausted',
      message: `this machine has not enough for labreport: ${found.problem.message}`,
      hint: 'What labreport may have is told by "ulimit -a"; "ulimit -n 1024" allows more open files.',
    });
  if (found?.errno !== undefined) throw toSystemError(found.problem.message, found.errno);
  if (found !== undefined) throw new LabreportError(found.problem);
  find(events, 'hosts-ready').driver.limits.unshift(...reasons);
  return events;
}

/** As it was thrown in the runner: what the machine refuses (errno(3)) is no defect, what Node itself objects to is. */
function toSystemError(message: string, code: string): Error {
  return Object.assign(new Error(message), { code, ...(!code.startsWith('ERR_') && { syscall: '' }) });
}

function find<Type extends RunEvent['type']>(events: readonly RunEvent[], type: Type) {
  const event = events.find((candidate) => candidate.type === type);
  if (event === undefined) throw new Error(`the runner told no "${type}"`);
  return event as Extract<RunEvent, { type: Type }>;
}

/** In the order in which it began. */
function evidenceOf(events: readonly RunEvent[]): Evidence[] {
  const evidence = events.flatMap((event) => (event.type === 'evidence' ? [event.evidence] : []));
  return evidence.sort((a, b) => a.beganMs - b.beganMs);
}

function stepsOf(events: readonly RunEvent[]): StepFacts[] {
  return events.flatMap((event) => {
    if (event.type !== 'step-began') return [];
    const ended = events.find((later) => later.type === 'step-ended' && later.step === event.step);
    return ended?.type === 'step-ended' ? [{ step: event.step, beganMs: event.atMs, endedMs: ended.atMs }] : [];
  });
}

async function systemName(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^PRETTY_NAME="?(.*?)"?$/m.exec(text)?.[1] ?? 'Linux';
}

/**
 * The whole environment of the lab's programs: the same in every run, and nothing of the person's own, which may
 * hold secrets. Only the time zone is theirs, so that all times in a report agree.
 */
function programEnvironment(dir: string, driver: DriverName): Record<string, string> {
  const zone = process.env.TZ === undefined ? {} : { TZ: process.env.TZ };
  const home = driver === 'namespaces' ? '/run/lab' : dir;
  return { PATH: TOOL_PATH, HOME: home, SHELL: '/bin/bash', USER: 'student', LANG: 'C.UTF-8', ...zone };
}
