import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { cli, environmentOf, isRoot, ORDINARY, type Ran, type User } from './labreport.ts';

const LIMIT_MS = 60_000;
/** How long a test waits for an event, for expect.poll. */
export const eventually = { timeout: 60_000, interval: 5 };

interface Where {
  cwd: string;
  user: User;
}

/**
 * Process, network and mount namespaces of their own for a labreport: everything that it starts, and whatever leaves
 * its parents, stays below the sandbox's first process, and so can be counted.
 */
export class Sandbox {
  readonly #holder: ChildProcess;
  readonly #started: number[] = [];
  /** The sandbox's first process. */
  readonly pid: number;

  private constructor(holder: ChildProcess, pid: number) {
    this.#holder = holder;
    this.pid = pid;
  }

  /** `script` prepares it, e.g. mounts; it may do that for an ordinary user too, and labreport may not. */
  static async open(script = ''): Promise<Sandbox> {
    const user = isRoot ? [] : ['--user', '--map-current-user', '--keep-caps'];
    const flags = [...user, '--pid', '--net', '--mount', '--fork', '--kill-child', '--mount-proc'];
    // bash takes over orphans and buries them. It waits for the end of its standard input.
    const init = `${PATH}\nset -e\nip link set lo up\n${script}\necho ready\nset +e\nread -r _`;
    const holder = spawn('unshare', [...flags, 'bash', '-c', init], { stdio: ['pipe', 'pipe', 'inherit'] });
    await Promise.race([once(holder.stdout as never, 'data'), once(holder, 'exit')]);
    const pid = allProcesses().find(({ parent }) => parent === holder.pid)?.pid;
    if (pid === undefined) throw new Error('no sandbox: unshare ended at once');
    return new Sandbox(holder, pid);
  }

  /** The argv that runs another in the sandbox, as this user. */
  #enter(argv: string[], user: User, cwd: string): string[] {
    const own = isRoot ? [] : ['-U', '--preserve-credentials'];
    const as = isRoot && user === 'ordinary' ? ['-S', `${ORDINARY}`, '-G', `${ORDINARY}`] : [];
    return ['nsenter', '-t', `${this.pid}`, ...own, '-p', '-n', '-m', ...as, `--wd=${cwd}`, '--', ...argv];
  }

  /** Starts labreport in the sandbox; `ran` grows with what it prints, `ended` tells how it ended. */
  start(args: string[], { cwd, user }: Where): { child: ChildProcess; ran: Ran; ended: Promise<Ran> } {
    const [file, ...rest] = this.#enter([process.execPath, cli, ...args], user, cwd) as [string, ...string[]];
    const env = { ...process.env, ...environmentOf(user, cwd) };
    const child = spawn(file, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#started.push(child.pid as number);
    const ran: Ran = { status: undefined, stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        ran[name] += text;
      });
    }
    const closed = once(child, 'close').then(([status, signal]) => ({ ...ran, status: status ?? signal }));
    return { child, ran, ended: Promise.race([closed, this.#tooLong(closed, ran)]) };
  }

  /** Tells what there is when labreport does not end: a test's own limit would not. */
  async #tooLong(closed: Promise<unknown>, ran: Ran): Promise<never> {
    const limit = new AbortController();
    closed.finally(() => limit.abort());
    await pause(LIMIT_MS, undefined, { signal: limit.signal }).catch(() => new Promise(() => {}));
    throw new Error(
      `labreport still runs after ${LIMIT_MS} ms:\n${this.processes().join('\n')}\n${JSON.stringify(ran)}`,
    );
  }

  /** Runs labreport to its end in the sandbox. */
  run(args: string[], options: Where): Promise<Ran> {
    return this.start(args, options).ended;
  }

  /** The process of labreport itself, once it has begun. */
  labreport({ pid }: ChildProcess): number | undefined {
    return allProcesses().find(({ parent, command }) => parent === pid && command.includes(cli))?.pid;
  }

  /** Every process in the sandbox but its first: pid and command line. The dead that nobody has buried don't count. */
  processes(): string[] {
    const found = new Set([this.pid, ...this.#started]);
    const all = allProcesses();
    for (let before = 0; before < found.size; ) {
      before = found.size;
      for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
    }
    const others = all.filter(({ pid, state }) => found.has(pid) && pid !== this.pid && state !== 'Z');
    return others.map(({ pid, command }) => `${pid} ${command}`);
  }

  /** Mounts and network devices of the sandbox. */
  surroundings(): { mounts: string; devices: string[] } {
    const mounts = readFileSync(`/proc/${this.pid}/mountinfo`, 'utf8');
    const devices = readFileSync(`/proc/${this.pid}/net/dev`, 'utf8').match(/^ *\S+(?=:)/gm) ?? [];
    return { mounts, devices };
  }

  /** Where the sandbox's files are to be seen from outside. */
  path(path: string): string {
    return `/proc/${this.pid}/root${path}`;
  }

  async close(): Promise<void> {
    this.#holder.stdin?.end();
    this.#holder.kill('SIGKILL');
    await expect.poll(() => this.processes(), eventually).toEqual([]);
  }
}

/** Debian keeps ip where an ordinary user's PATH does not look. */
const PATH = 'PATH=$PATH:/usr/sbin:/sbin';

function allProcesses(): { pid: number; parent: number; state: string; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(name) ?? []);
}

function readProcess(name: string) {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
    const [state = '?', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid: Number(name), parent: Number(parent), state, command };
  } catch {
    return undefined;
  }
}
