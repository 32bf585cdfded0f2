import { spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Exit } from '../record/types.ts';

export interface CommandOptions {
  argv: readonly string[];
  environment: Record<string, string>;
  cwd: string;
  /** The report's folder, and the base of the log files' names in it. */
  dir: string;
  name: string;
  limit: AbortSignal;
}

export interface CommandResult {
  exit: Exit;
  log: string;
  stderr?: string;
}

/**
 * Runs a command to its end without a terminal. `log` has both streams in the order in which they came; what went
 * to standard error is in a file of its own too.
 */
export async function runCommand(options: CommandOptions): Promise<CommandResult> {
  const { argv, environment, cwd, dir, name, limit } = options;
  const files = { log: `logs/${name}.txt`, stderr: `logs/${name}.stderr.txt` };
  const log = createWriteStream(join(dir, files.log));
  let stderr: WriteStream | undefined;
  const child = spawn(argv[0] as string, argv.slice(1), { env: environment, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  limit.addEventListener('abort', kill, { once: true });
  child.stdout.on('data', (bytes: Buffer) => log.write(bytes));
  child.stderr.on('data', (bytes: Buffer) => {
    log.write(bytes);
    stderr ??= createWriteStream(join(dir, files.stderr));
    stderr.write(bytes);
  });
  const exit = await new Promise<Exit>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(signal === null ? { status: status ?? 0 } : { signal }));
  });
  limit.removeEventListener('abort', kill);
  await Promise.all([log, stderr].flatMap((stream) => (stream === undefined ? [] : finished(stream.end()))));
  return { exit, log: files.log, ...(stderr !== undefined && { stderr: files.stderr }) };
}
