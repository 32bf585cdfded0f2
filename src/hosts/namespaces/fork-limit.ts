import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, writeSync } from 'node:fs';
import { isKernel } from '../kernel.ts';
import { childOf } from '../processes.ts';
import { TOOL_PATH } from '../tool.ts';
import { OWN_FOLDER } from './bubblewrap.ts';

const PID_MAX = '/proc/sys/kernel/pid_max';
/** What programs see in its place: ps makes its columns as wide as the largest id. */
const SHOWN = `${OWN_FOLDER}/pid_max`;
/** Ids below 300 are given once only, so this leaves room for as many processes as a lab can allow. */
const MOST = '1500';
/** The least that the kernel takes: where ids have begun again at 300, no process can be made. */
const NONE = '301';

/** How many processes a host can have, whoever makes them. */
export interface ForkLimit {
  /** Options of bwrap(1) for programs on the host. */
  options: string[];
  /** From now on no process can be made there, or again as many as before. */
  forbid(isForbidden: boolean): void;
}

/**
 * Bounds the processes of a host by the largest process id of its PID namespace, which holds for real root too, as no
 * limit of setrlimit(2) does. Undefined before Linux 6.14, where that number is the whole machine's.
 */
export async function limitForks(init: number): Promise<ForkLimit | undefined> {
  if (!isKernel(6, 14)) return undefined;
  // It is told by a process of the namespace only; this one keeps the file open until the runner has it open, too.
  const script = `cat ${PID_MAX} >${SHOWN} && exec 9>${PID_MAX} && echo ${MOST} >&9 &&
mount --bind ${SHOWN} ${PID_MAX} && echo ready && read -r _`;
  const child = spawn('nsenter', ['-t', `${init}`, '-m', '-p', 'bash', '-c', script], {
    env: { PATH: TOOL_PATH },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [told] = await Promise.race([once(child.stdout, 'data'), once(child, 'close').then(() => [])]);
  const holder = told === undefined ? undefined : childOf(child.pid as number);
  if (holder === undefined) return undefined;
  const file = openSync(`/proc/${holder.pid}/fd/9`, 'w');
  child.stdin.end();
  await once(child, 'close');
  return {
    options: ['--ro-bind', SHOWN, PID_MAX],
    forbid: (isForbidden) => void writeSync(file, isForbidden ? NONE : MOST, 0),
  };
}
