import type { Exit } from '../record/run-record.ts';
import type { Machine } from './machine.ts';
import { TOOL_PATH } from './tool.ts';

/** Runs a tool on a machine to its end; what it printed, errors too. */
export async function runOn(machine: Machine, argv: readonly string[]): Promise<{ exit: Exit; printed: string }> {
  const parts: Buffer[] = [];
  const environment = { PATH: TOOL_PATH, LC_ALL: 'C' };
  const running = await machine.start({ argv, environment, cwd: '/', onOutput: (bytes) => parts.push(bytes) });
  const [{ exit }] = await Promise.all([running.ended, running.closed]);
  return { exit, printed: Buffer.concat(parts).toString() };
}

/** Whether it did what it was to do. */
export function hasSucceeded(exit: Exit): boolean {
  return 'status' in exit && exit.status === 0;
}
