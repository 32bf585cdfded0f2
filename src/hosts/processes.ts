import { readdirSync, readFileSync } from 'node:fs';
import type { HostProcess } from './host-driver.ts';

/** Interruptible sleep, stopped, and stopped by a tracer (proc(5)). */
const AT_REST = /^State:\t[STt] /m;

/** A process as /proc shows it: the fields of proc(5) that labs are about. */
interface SeenProcess extends HostProcess {
  session: number;
}

/** All processes that this process can see. */
export function listProcesses(): SeenProcess[] {
  return pidsIn('/proc').flatMap((pid) => readProcess(pid) ?? []);
}

/** All processes of another /proc, as it counts them; none when it is gone. */
export function processesIn(proc: string): Omit<HostProcess, 'pid'>[] {
  return pidsIn(proc).flatMap((hostPid) => {
    const fields = readStat(`${proc}/${hostPid}`);
    return fields === undefined ? [] : [{ hostPid, ...fields }];
  });
}

function pidsIn(proc: string): number[] {
  try {
    return readdirSync(proc).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

/** One process, or undefined when there is none with this id any more. */
export function readProcess(pid: number): SeenProcess | undefined {
  const fields = readStat(`/proc/${pid}`);
  if (fields === undefined) return undefined;
  // In labreport's numbering first, then in that of its host, then in those below.
  const [, hostPid = pid] =
    /^NSpid:(.*)$/m
      .exec(readText(`/proc/${pid}/status`))?.[1]
      ?.trim()
      .split(/\s+/) ?? [];
  return { pid, hostPid: Number(hostPid), ...fields };
}

function readStat(folder: string) {
  const stat = readText(`${folder}/stat`);
  if (stat === '') return undefined;
  // The program's name stands in parentheses and may itself hold parentheses and blanks.
  const nameEnd = stat.lastIndexOf(')');
  const [state = '?', parent, , session] = stat.slice(nameEnd + 2).split(' ');
  const program = stat.slice(stat.indexOf('(') + 1, nameEnd);
  return { parent: Number(parent), session: Number(session), state, program };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
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
 * What a process and all below it do, where they do nothing but sleep or be stopped; undefined where one of them runs, or
 * where the first is gone. The end of a program wakes the one that waits for it before the program is gone, and so on up
 * to the first: so whoever rests twice in a row in the same way is not about to end. A zombie is left out: whoever takes
 * it away is awake, or never does.
 */
export function restOf(pid: number): string | undefined {
  const living = familyOf(pid).filter(({ state }) => state !== 'Z');
  const rests = living.map((process) => restOfThreads(process.pid));
  return living[0]?.pid !== pid || rests.includes(undefined) ? undefined : rests.join(' ');
}

/** Lets all of a session do nothing any more, also those whose parents have ended. */
export function haltSession(leader: number): void {
  for (const { pid, session } of listProcesses()) if (session === leader) sendSignal(pid, 'SIGSTOP');
}

/** A process and all below it, parents first. */
function familyOf(pid: number): SeenProcess[] {
  const all = listProcesses();
  const below = (parent: number): SeenProcess[] =>
    all.filter((process) => process.parent === parent).flatMap((process) => [process, ...below(process.pid)]);
  return [...all.filter((process) => process.pid === pid), ...below(pid)];
}

/** The ids of its threads and how often each was taken off a processor; undefined when one of them runs. */
function restOfThreads(pid: number): string | undefined {
  try {
    const rests = readdirSync(`/proc/${pid}/task`).map((thread) => {
      const status = readFileSync(`/proc/${pid}/task/${thread}/status`, 'latin1');
      const switches = [...status.matchAll(/^(?:non)?voluntary_ctxt_switches:\t(\d+)$/gm)].map(([, times]) => times);
      return AT_REST.test(status) ? [thread, ...switches].join(':') : undefined;
    });
    return rests.includes(undefined) ? undefined : rests.join(' ');
  } catch {
    return undefined;
  }
}

/** A process that is gone by now needs no signal; one that is another user's by now takes none. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Ids with a blank behind each; undefined where the kernel has no such list (proc(5), CONFIG_PROC_CHILDREN). */
function readChildren(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
  } catch {
    return undefined;
  }
}
