import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect } from 'vitest';

const limitMs = 5_000;

/** A program that runs with pipes for its streams, so that it must flush its lines itself. */
export class Program {
  output = '';
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly closed: Promise<unknown[]>;

  constructor(folder: string, name: string, ...args: (string | number)[]) {
    const env = { ...process.env, LAB_ADDRESS: '127.0.0.2' };
    // A process group of its own: a signal can reach a server together with its children, as Ctrl-C does.
    this.child = spawn(`./${name}`, args.map(String), { cwd: folder, env, detached: true });
    this.closed = once(this.child, 'close');
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    running.push(this);
  }

  get pid(): number {
    return this.child.pid as number;
  }
  async until(text: string): Promise<this> {
    await expect.poll(() => this.output, { timeout: limitMs, interval: 5 }).toContain(text);
    return this;
  }
  /** What it prints of itself, without the numbers that differ from run to run. */
  get lines(): string[] {
    const constant = this.output.replaceAll(/child \d+/g, 'child N').replaceAll(/port \d+/g, 'port N');
    return constant.split('\n').slice(0, -1);
  }
  type(text: string): void {
    this.child.stdin.write(text);
  }
  endInput(): void {
    this.child.stdin.end();
  }
  signal(signal: NodeJS.Signals, pid: number = this.pid): void {
    process.kill(pid, signal);
  }
  /** The exit status once it has ended and all its output is read; with a signal, sent to its whole group. */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal) this.signal(signal, -this.pid);
    return (await this.closed)[0] as number | null;
  }
  kill(): void {
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {} // the group has ended already
  }
}

const running: Program[] = [];

/** Ends whatever a test left running. */
export function killPrograms(): void {
  for (const program of running.splice(0)) program.kill();
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** State and received bytes not yet read, of each socket with that local port (proc_net_tcp(5)). */
export function sockets(port: number): { state: string; unread: number }[] {
  const names: Record<string, string> = { '01': 'ESTABLISHED', '06': 'TIME_WAIT', '08': 'CLOSE_WAIT', '0A': 'LISTEN' };
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1, -1);
  return rows
    .map((row) => row.trim().split(/\s+/))
    .filter(([, local]) => local?.endsWith(`:${port.toString(16).toUpperCase().padStart(4, '0')}`))
    .map(([, , , state = '', queues = '']) => ({
      state: names[state] ?? state,
      unread: Number.parseInt(queues.split(':')[1] ?? '', 16),
    }))
    .sort((a, b) => a.state.localeCompare(b.state) || a.unread - b.unread);
}

/** As sockets(), the states alone. */
export const states = (port: number) => sockets(port).map(({ state }) => state);
/** How long a test waits for an event, for expect.poll. */
export const eventually = { timeout: limitMs, interval: 5 };

/** The letter of a process's state, proc_pid_stat(5). */
export function processState(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.charAt(0) ?? '';
  } catch {
    return 'gone';
  }
}

/** The process id that the first child of a server tells. */
export async function childPid(server: Program): Promise<number> {
  const told = /child (\d+):/;
  await expect.poll(() => server.output, eventually).toMatch(told);
  return Number(told.exec(server.output)?.[1]);
}
