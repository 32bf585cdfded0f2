import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { HostProcess } from './types.ts';

/** Interruptible sleep, stopped, stopped by a tracer, and zombie (proc(5)). */
const AT_REST = 'STtZ';

/** A process as /proc shows it: the fields of proc(5) that labs are about. */
interface SeenProcess extends HostProcess {
  session: number;
}

/** All processes that this process can see, or those of one PID namespace ("pid:[4026531836]"). */
export function listProcesses(namespace?: string): SeenProcess[] {
  const found: SeenProcess[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    if (namespace !== undefined && pidNamespace(Number(name)) !== namespace) continue;
    const process = readProcess(Number(name));
    if (process !== undefined) found.push(process);
  }
  return found;
}

/** The PID namespace that a process is in; undefined when it is gone or another user's. */
export function pidNamespace(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return undefined;
  }
}

/** One process, or undefined when there is none with this id any more. */
export function readProcess(pid: number): SeenProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    // The program's name stands in parentheses and may itself hold parentheses and blanks.
    const nameEnd = stat.lastIndexOf(')');
    const [state = '?', parent, , session] = stat.slice(nameEnd + 2).split(' ');
    const hostPid = /^NSpid:.*?(\d+)$/m.exec(status)?.[1];
    return {
      pid,
      hostPid: Number(hostPid ?? pid),
      parent: Number(parent),
      session: Number(session),
      state,
      program: stat.slice(stat.indexOf('(') + 1, nameEnd),
    };
  } catch {
    return undefined;
  }
}

/** The first child of a process, or undefined when it has none. */
export function childOf(pid: number): SeenProcess | undefined {
  const children = readChildren(pid);
  if (children === undefined) return listProcesses().find((process) => process.parent === pid);
  const [first] = children.split(' ');
  return first === undefined || first === '' ? undefined : readProcess(Number(first));
}

/**
 * Whether a process sleeps or is stopped, with all below it. None of them then runs, or is about to be gone: the end of
 * a program wakes the one that waits for it before the program is gone, and so on up to the first. A zombie is left
 * out: whoever takes it away is awake, or never does.
 */
export function isAtRest(pid: number): boolean {
  const all = listProcesses();
  const own = (parent: number): SeenProcess[] =>
    all.filter((process) => process.parent === parent).flatMap((process) => [process, ...own(process.pid)]);
  const first = all.find((process) => process.pid === pid);
  if (first === undefined || first.state === 'Z') return false;
  return [first, ...own(pid)].every(({ state }) => AT_REST.includes(state));
}

/** Ids with a blank behind each; undefined where the kernel has no such list (proc(5), CONFIG_PROC_CHILDREN). */
function readChildren(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
  } catch {
    return undefined;
  }
}
