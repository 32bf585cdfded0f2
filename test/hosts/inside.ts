import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished } from 'vitest';
import { drivers } from '../../src/hosts/drivers.ts';
import type { DriverName } from '../../src/hosts/host-driver.ts';
import { buildProgram } from '../build-program.ts';
import { eventually } from '../journeys/sandbox.ts';
import { toy } from './toy-driver.ts';

interface Options {
  /** An argv that runs the argv behind it. */
  around?: readonly string[];
  env?: Record<string, string>;
}

interface Inside {
  /** The run's folder, which is the home of the lab's programs. */
  folder: string;
  child: ChildProcess;
  /** What the program told, a line of JSON each; grows. */
  told: unknown[];
  /** How it ended. */
  ended: Promise<{ status: number | string; stderr: string }>;
  /** Closes labreport's end of the pipe: all of it has to end. */
  letGo(): void;
}

/** Runs a file of TypeScript where a driver can make hosts, as labreport starts its runner. */
export async function startInside(
  driver: DriverName | 'toy',
  file: string,
  { around = [], env }: Options = {},
): Promise<Inside> {
  const folder = await mkdtemp(join(tmpdir(), 'labreport-inside-'));
  for (const name of ['src', 'logs']) mkdirSync(join(folder, name));
  const program = await buildProgram(folder, `export * from './${file}';\n`);
  const argv = { ...drivers, toy }[driver].confine([process.execPath, program, driver, folder]);
  const [command, ...args] = [...around, ...argv] as [string, ...string[]];
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  });
  onTestFinished(async () => {
    child.stdio[3]?.destroy();
    child.kill('SIGKILL');
    await expect.poll(() => processesOf(folder), eventually).toEqual([]);
    await rm(folder, { recursive: true, force: true });
  });
  const told: unknown[] = [];
  createInterface({ input: child.stdout as NonNullable<typeof child.stdout> }).on('line', (line) => {
    told.push(JSON.parse(line));
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = once(child, 'close').then(([status, signal]) => ({ status: status ?? signal, stderr }));
  return { folder, child, told, ended, letGo: () => child.stdio[3]?.destroy() };
}

/** Runs it to its end; what it told, when nothing of it is left. */
export async function runInside(driver: DriverName | 'toy', file: string, options?: Options): Promise<unknown[]> {
  const { folder, told, ended } = await startInside(driver, file, options);
  expect(await ended).toEqual({ status: 0, stderr: '' });
  await expect.poll(() => processesOf(folder), eventually).toEqual([]);
  return told;
}

/** Every process of this machine, whatever namespaces it is in, that was started for this folder. */
export function processesOf(folder: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== `${process.pid}`);
  return pids.flatMap((pid) => {
    const [command, environment] = [read(`/proc/${pid}/cmdline`), read(`/proc/${pid}/environ`).split('\0')];
    const isIts = command.includes(folder) || environment.includes(`HOME=${folder}`);
    return isIts ? [command.replaceAll('\0', ' ')] : [];
  });
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
