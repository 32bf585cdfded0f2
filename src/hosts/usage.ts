import { readdirSync, readFileSync, readlinkSync, statfsSync } from 'node:fs';

/** What the kernel counts for a process, from /proc (proc(5)). */
export interface ProcessUsage {
  pid: number;
  parent: number;
  state: string;
  threads: number;
  /** Its own processor time and that of its children that have ended. */
  cpuMs: number;
}

/** The kernel counts processor time in hundredths of a second, whatever its own clock. */
const TICK_MS = 10;

/** Ids of all processes that this one can see. */
export function listPids(): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** Undefined for a process that is gone, or dead and waits for its parent. */
export function readUsage(pid: number): ProcessUsage | undefined {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = 'Z', parent] = fields;
  if (stat === '' || state === 'Z' || state === 'X') return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid, parent: Number(parent), state, threads: Number(fields[17]), cpuMs: ticks * TICK_MS };
}

/** The user namespace of a process, e.g. "user:[4026532680]"; undefined when it is gone. */
export function userNamespace(pid: number | 'self'): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/user`);
  } catch {
    return undefined;
  }
}

export function openFiles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

/** Memory that a process has in use, with all that it shares with others. */
export function residentBytes(pid: number): number {
  return kilobytesIn(read(`/proc/${pid}/status`), 'VmRSS');
}

/** The same with its share only of what it shares: exact in a sum, and slower. */
export function shareOfBytes(pid: number): number {
  return kilobytesIn(read(`/proc/${pid}/smaps_rollup`), 'Pss');
}

function kilobytesIn(text: string, name: string): number {
  return 1024 * Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
}

/** Everything that a process has written so far, wherever to. */
export function writtenBytes(pid: number): number {
  return Number(/^wchar: (\d+)/m.exec(read(`/proc/${pid}/io`))?.[1] ?? 0);
}

/** True when nothing more fits into a file system: no byte, or no file. */
export function isFull(folder: string): boolean {
  try {
    const { bavail, ffree } = statfsSync(folder);
    return bavail === 0 || ffree === 0;
  } catch {
    return false;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
