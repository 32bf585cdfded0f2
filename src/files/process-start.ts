import { readFileSync } from 'node:fs';

/** When a process began, in clock ticks since the machine did (proc_pid_stat(5)): ids are used again. */
export function startOf(pid: string): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
