import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Exit } from '../record/types.ts';

export interface CommandOptions {
  argv: readonly string[];
  environment: Record<string, string>;
  cwd: string;
  /** The report's folder, and the base of the log file's name in it. */
  dir: string;
  name: string;
  limit: AbortSignal;
}

export interface CommandResult {
  exit: Exit;
  log: string;
}

/** Both streams go into one pipe: two would lose the order in which the command wrote into them. */
const ONE_PIPE = ['sh', '-c', 'exec "$0" "$@" 2>&1'] as const;

/** Runs a command to its end without a terminal. `log` has standard output and error as they were written. */
export async function runCommand(options: CommandOptions): Promise<CommandResult> {
  const { argv, environment, cwd, dir, name, limit } = options;
  const log = `logs/${name}.txt`;
  const file = createWriteStream(join(dir, log));
  const [shell, ...args] = [...ONE_PIPE, ...argv];
  const child = spawn(shell as string, args, { env: environment, cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => child.kill('SIGKILL');
  limit.addEventListener('abort', kill, { once: true });
  child.stdout.on('data', (bytes: Buffer) => file.write(bytes));
  const exit = await new Promise<Exit>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(signal === null ? { status: status ?? 0 } : { signal }));
  });
  limit.removeEventListener('abort', kill);
  await finished(file.end());
  return { exit, log };
}
