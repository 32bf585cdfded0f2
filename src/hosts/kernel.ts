import { release } from 'node:os';

/** True when the kernel is of this version or newer, e.g. 6.14. */
export function isKernel(major: number, minor: number): boolean {
  const [its = 0, its2 = 0] = release().split('.').map(Number);
  return its > major || (its === major && its2 >= minor);
}

/** Ids below are given once only, whatever their bound (kernel/pid.c, RESERVED_PIDS). */
const RESERVED_PIDS = 300;

/**
 * The largest process id of a PID namespace that is to hold so many processes; 0 before Linux 6.14, where that number is
 * the whole machine's.
 */
export function largestPid(processes: number): number {
  return isKernel(6, 14) ? RESERVED_PIDS + processes : 0;
}
