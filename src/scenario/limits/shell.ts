import { isKernel } from '../../hosts/kernel.ts';
import type { Limits } from '../../lab/limits.ts';
import { THREADS_PER_PROCESS } from './excess.ts';

/**
 * Shell commands that come before a confined program. They close what it would inherit - other terminals are open in
 * labreport, and whatever the person's shell has open - and set the kernel's limits (setrlimit(2)). These are wider than
 * those that are watched, and hold a program that is faster than the watch. There is none on address space: what a
 * sanitizer or a Java machine reserves there is no memory.
 */
export function startConfined({ processes, files, cpu, disk }: Limits): string {
  const limits = {
    c: 0,
    n: files + 1,
    f: Math.ceil(disk / 1024),
    t: Math.ceil(cpu / 1000) + 5,
    // Before Linux 5.14 it would count all of the user's processes, wherever they are.
    ...(isKernel(5, 14) && { u: processes * THREADS_PER_PROCESS + 1 }),
  };
  const commands = Object.entries(limits).map(([option, value]) => `ulimit -${option} ${value}; `);
  const close = `[ $f -le 2 ] || eval "exec $f>&-"`;
  return `for f in /proc/self/fd/*; do f=\${f##*/}; ${close}; done; { ${commands.join('')}} 2>/dev/null; `;
}

/** Larger files than this a capture may not write. */
export function captureLimit({ output }: Limits): string {
  return `ulimit -f ${Math.ceil(output / 1024)}`;
}
