import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Confined } from '../hosts/host-driver.ts';
import { sendSignal } from '../hosts/processes.ts';
import type { Exit, LimitHit } from '../record/run-record.ts';
import { openLog } from '../terminal/open-log.ts';
import type { Watch } from './limits/watch.ts';

export interface CommandOptions {
  argv: readonly string[];
  environment: Record<string, string>;
  cwd: string;
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

/** Both streams go into one pipe: two would lose the order in which the command wrote into them. */
const ONE_PIPE = ['sh', '-c', 'exec "$0" "$@" 2>&1'] as const;

/**
 * Runs a command to its end without a terminal. `log` has standard output and error as they were written; a command whose
 * output can't be kept is ended, and the error thrown.
 */
export async function runCommand(options: CommandOptions): Promise<CommandResult> {
  const { argv, environment, cwd, dir, name, limit, confined } = options;
  const log = `logs/${name}.txt`;
  const unkept = new AbortController();
  const file = openLog(join(dir, log), (error) => unkept.abort(error));
  const [shell, ...args] = [...ONE_PIPE, ...argv];
  // A session of its own: all of a pipeline is ended with it, and the kernel shares out the processor by sessions, however
  // many processes one has (sched(7)).
  const stdio: StdioOptions = ['ignore', 'pipe', 'inherit'];
  const child = spawn(shell as string, args, { env: environment, cwd, detached: true, stdio });
  const kill = () => {
    if (child.pid !== undefined) sendSignal(-child.pid, 'SIGKILL');
    confined?.watch.end(name);
    // Whoever has left the session may hold the pipe for ever.
    child.stdout?.destroy();
  };
  confined?.watch.add(name, confined.place);
  limit.addEventListener('abort', kill, { once: true });
  let room = confined?.watch.limits.output ?? Number.POSITIVE_INFINITY;
  // There is none where the machine could not give one; the child's error then says so.
  child.stdout?.on('data', (bytes: Buffer) => {
    if (bytes.length > room) confined?.watch.exceed(name, 'output');
    file.write(bytes.subarray(0, room));
    room -= Math.min(room, bytes.length);
  });
  const exit = await exitOf(child, unkept.signal).catch((error) => {
    kill();
    throw error;
  });
  limit.removeEventListener('abort', kill);
  await finished(file.end());
  const hit = confined?.watch.hitOf(name);
  return { exit: confined === undefined ? exit : insideExit(exit), log, ...(hit && { limit: hit }) };
}

/** How it ended, when all that it printed is read. Throws what keeps that from being started, read or kept. */
function exitOf(child: ChildProcess, unkept: AbortSignal): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.stdout?.on('error', reject);
    unkept.addEventListener('abort', () => reject(unkept.reason), { once: true });
    child.on('close', (status, signal) => resolve(signal === null ? { status: status ?? 0 } : { signal }));
  });
}

/** bubblewrap tells that a signal ended the program as a shell does (bwrap(1), bash(1)). */
function insideExit(exit: Exit): Exit {
  const number = 'status' in exit ? exit.status - 128 : 0;
  const signal = Object.entries(constants.signals).find(([, its]) => its === number)?.[0];
  return signal === undefined ? exit : { signal };
}
