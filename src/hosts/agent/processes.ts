import type { HostProcess } from '../host-driver.ts';
import type { Asks } from './asks.ts';

/** Interruptible sleep, stopped, and stopped by a tracer (proc(5)). */
const AT_REST = /^State:\t[STt] /m;

/** A process as /proc shows it: the fields of proc(5) that labs are about. */
export interface SeenProcess extends HostProcess {
  pid: number;
  session: number;
}

/** All processes that an agent can see, as labreport counts; or, of another /proc, as that one does. */
export async function readProcesses(agent: Asks, proc = ''): Promise<SeenProcess[]> {
  return [...(await agent.read(`${proc}#/stat`)).values()].map(parseStat);
}

/** One line of /proc/PID/stat. The program's name stands in parentheses and may itself hold parentheses and blanks. */
export function parseStat(stat: string): SeenProcess {
  const nameEnd = stat.lastIndexOf(')');
  const [state = '?', parent, , session] = stat.slice(nameEnd + 2).split(' ');
  const program = stat.slice(stat.indexOf('(') + 1, nameEnd);
  return { pid: Number.parseInt(stat, 10), parent: Number(parent), session: Number(session), state, program };
}

/** A process and all below it, parents first. */
export function familyOf(pid: number, all: readonly SeenProcess[]): SeenProcess[] {
  const below = (parent: number): SeenProcess[] =>
    all.filter((process) => process.parent === parent).flatMap((process) => [process, ...below(process.pid)]);
  return [...all.filter((process) => process.pid === pid), ...below(pid)];
}

/**
 * What all of a family do, where they do nothing but sleep or be stopped; undefined where one of them runs. A zombie is
 * left out: whoever takes it away is awake, or never does.
 */
export async function restOf(family: readonly SeenProcess[], agent: Asks): Promise<string | undefined> {
  const living = family.filter(({ state }) => state !== 'Z');
  const statuses = [...(await agent.read(...living.map(({ pid }) => `${pid}/task/*/status`)))];
  const rests = statuses.map(([path, status]) => restOfThread(path, status));
  return rests.length < living.length || rests.includes(undefined) ? undefined : rests.join(' ');
}

/** Its id and how often it was taken off a processor; undefined when it runs. */
function restOfThread(path: string, status: string): string | undefined {
  const switches = [...status.matchAll(/^(?:non)?voluntary_ctxt_switches:\t(\d+)$/gm)].map(([, times]) => times);
  return AT_REST.test(status) ? [path, ...switches].join(':') : undefined;
}
