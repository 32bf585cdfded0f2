import { readdirSync, readFileSync, statfsSync } from 'node:fs';

/** What the kernel counts for a process, from /proc (proc(5)). */
export interface ProcessUsage {
  /** Its folder in /proc. */
  folder: string;
  threads: number;
  /** Its own processor time and that of its children that have ended. */
  cpuMs: number;
}

/** The kernel counts processor time in hundredths of a second, whatever its own clock. */
const TICK_MS = 10;

/** Ids of all processes of a /proc. */
export function listPids(proc: string): number[] {
  return readdirSync(proc).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

/** Undefined for a process that is gone, or dead and waits for its parent. */
export function readUsage(folder: string): ProcessUsage | undefined {
  const stat = read(`${folder}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state = 'Z'] = fields;
  if (stat === '' || state === 'Z' || state === 'X') return undefined;
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { folder, threads: Number(fields[17]), cpuMs: ticks * TICK_MS };
}

export function openFiles(folder: string): number {
  try {
    return readdirSync(`${folder}/fd`).length;
  } catch {
    return 0;
  }
}

/** Memory that a process has in use, with all that it shares with others. */
export function residentBytes(folder: string): number {
  return sumOf(read(`${folder}/status`), RESIDENT);
}

/** The same with its share only of what it shares: exact in a sum, and slower. */
export function shareOfBytes(folder: string): number {
  return sumOf(read(`${folder}/smaps_rollup`), SHARED) + sumOf(read(`${folder}/status`), TABLES);
}

/** The tables by which the kernel finds pages can be larger than these; what was swapped out is there again at any time. */
const TABLES = ['VmPTE'];
const RESIDENT = ['VmRSS', 'VmSwap', ...TABLES];
const SHARED = ['Pss', 'SwapPss'];

function sumOf(text: string, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + kilobytesIn(text, name), 0);
}

function kilobytesIn(text: string, name: string): number {
  return 1024 * Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
}

/** Everything that a process has written so far, wherever to. */
export function writtenBytes(folder: string): number {
  return Number(/^wchar: (\d+)/m.exec(read(`${folder}/io`))?.[1] ?? 0);
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
