import { openFiles, type ProcessUsage, residentBytes, shareOfBytes } from '../../hosts/usage.ts';
import type { LimitName, Limits } from '../../lab/limits.ts';
import type { LimitHit } from '../../record/run-record.ts';

/** A process of a JVM has some twenty threads. */
export const THREADS_PER_PROCESS = 8;

/** What a group of processes has too much of; the disk is looked at elsewhere, being shared. */
export function findExcess(processes: readonly ProcessUsage[], cpuMs: number, limits: Limits): LimitHit | undefined {
  const threads = processes.reduce((sum, process) => sum + process.threads, 0);
  const mostThreads = limits.processes * THREADS_PER_PROCESS;
  if (processes.length > limits.processes) return hitOf('processes', limits);
  if (threads > mostThreads) return { name: 'processes', limit: mostThreads, unit: 'threads' };
  if (cpuMs > limits.cpu) return hitOf('cpu', limits);
  if (isOverMemory(processes, limits.memory)) return hitOf('memory', limits);
  if (processes.some(({ folder }) => openFiles(folder) > limits.files)) return hitOf('files', limits);
  return undefined;
}

/** Exactly only where the quick sum, which counts what is shared more than once, is over the limit. */
function isOverMemory(processes: readonly ProcessUsage[], limit: number): boolean {
  return [residentBytes, shareOfBytes].every(
    (bytesOf) => processes.reduce((sum, { folder }) => sum + bytesOf(folder), 0) > limit,
  );
}

const UNITS = {
  processes: 'processes',
  files: 'files',
  output: 'bytes',
  cpu: 'ms',
  memory: 'bytes',
  disk: 'bytes',
} as const satisfies Record<LimitName, LimitHit['unit']>;

export function hitOf(name: LimitName, limits: Limits): LimitHit {
  return { name, limit: limits[name], unit: UNITS[name] };
}
