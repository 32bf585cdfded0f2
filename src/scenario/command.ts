import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Confined } from '../hosts/host-driver.ts';
import type { Machine, Running } from '../hosts/machine.ts';
import type { Exit, LimitHit } from '../record/run-record.ts';
import { openLog } from '../terminal/open-log.ts';
import type { Watch } from './limits/watch.ts';

export interface CommandOptions {
  machine: Machine;
  argv: readonly string[];
  environment: Record<string, string>;
  cwd: string;
  /** Shell commands that come before it. */
  before?: string;
  /** The report's folder, and the base of the log file's name in it. */
  dir: string;
  name: string;
  limit: AbortSignal;
  /** For a program that is not the lab's own: who watches it, and where it runs. */
  confined?: { watch: Watch; place: Confined } | undefined;
}

export interface CommandResult {
  exit: Exit;
  log: string;
  limit?: LimitHit;
}

/**
 * Runs a command to its end without a terminal. `log` has standard output and error as they were written; a command whose
 * output can't be kept is ended, and the error thrown.
 */
export async function runCommand(options: CommandOptions): Promise<CommandResult> {
  const { dir, name, limit, confined } = options;
  const log = `logs/${name}.txt`;
  const unkept = new AbortController();
  const file = openLog(join(dir, log), (error) => unkept.abort(error));
  confined?.watch.add(name, confined.place);
  const running = await start(options, (bytes) => file.write(bytes));
  const end = () => void kill(running, options).catch(() => {});
  for (const signal of [limit, unkept.signal]) onAbort(signal, end);
  const [{ exit }] = await Promise.all([running.ended, running.closed]);
  limit.removeEventListener('abort', end);
  if (unkept.signal.aborted) throw unkept.signal.reason;
  await finished(file.end());
  const hit = confined?.watch.hitOf(name);
  return { exit, log, ...(hit && { limit: hit }) };
}

function start(options: CommandOptions, keep: (bytes: Buffer) => void): Promise<Running> {
  const { machine, argv, environment, cwd, before, name, confined } = options;
  let room = confined?.watch.limits.output ?? Number.POSITIVE_INFINITY;
  return machine.start({
    argv,
    environment,
    cwd,
    ...(before !== undefined && { before }),
    onOutput(bytes) {
      if (bytes.length > room) confined?.watch.exceed(name, 'output');
      keep(bytes.subarray(0, room));
      room -= Math.min(room, bytes.length);
    },
  });
}

/** All of a pipeline is ended with it; whoever has left its process group may hold the pipe for ever. */
async function kill(running: Running, { name, confined }: CommandOptions): Promise<void> {
  await running.signalGroup('SIGKILL');
  confined?.watch.end(name);
  await running.ended;
  await running.hangUp();
}

function onAbort(signal: AbortSignal, then: () => void): void {
  signal.addEventListener('abort', then, { once: true });
  if (signal.aborted) then();
}
