import { release } from 'node:os';

/** True when the kernel is of this version or newer, e.g. 6.14. */
export function isKernel(major: number, minor: number): boolean {
  const [its = 0, its2 = 0] = release().split('.').map(Number);
  return its > major || (its === major && its2 >= minor);
}
