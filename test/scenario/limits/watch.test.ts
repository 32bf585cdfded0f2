import { describe, expect, test } from 'vitest';
import type { Exit, LimitHit } from '../../../src/record/run-record.ts';
import { findTool } from '../../../src/tools/find.ts';
import { runInside } from '../../hosts/inside.ts';

const PROCESSES: LimitHit = { name: 'processes', limit: 20, unit: 'processes' };
const MEMORY: LimitHit = { name: 'memory', limit: 32e6, unit: 'bytes' };
const CPU: LimitHit = { name: 'cpu', limit: 2000, unit: 'ms' };
const DISK: LimitHit = { name: 'disk', limit: 6e6, unit: 'bytes' };
const KILLED: Exit = { signal: 'SIGKILL' };

/** What ended each, and how much it had printed. What a full disk made it print is its own. */
const ENDED: { name: string; exit: Exit; hit?: LimitHit; bytes?: number }[] = [
  { name: 'build', exit: { status: 0 }, bytes: 0 },
  { name: 'nothing', exit: { status: 3 }, bytes: 18 },
  { name: 'processes', exit: KILLED, hit: PROCESSES, bytes: 0 },
  { name: 'orphans', exit: KILLED, hit: PROCESSES, bytes: 0 },
  { name: 'threads', exit: KILLED, hit: { name: 'processes', limit: 160, unit: 'threads' }, bytes: 0 },
  { name: 'files', exit: KILLED, hit: { name: 'files', limit: 40, unit: 'files' }, bytes: 0 },
  { name: 'output', exit: KILLED, hit: { name: 'output', limit: 200_000, unit: 'bytes' }, bytes: 200_000 },
  { name: 'cpu', exit: KILLED, hit: CPU, bytes: 0 },
  { name: 'cpu of children that have ended', exit: KILLED, hit: CPU, bytes: 0 },
  { name: 'memory', exit: KILLED, hit: MEMORY, bytes: 0 },
  { name: 'memory of several', exit: KILLED, hit: MEMORY, bytes: 0 },
  { name: 'disk', exit: KILLED, hit: DISK },
  { name: 'a disk that is full already', exit: { status: 0 }, bytes: 4 },
  { name: 'a file with a hole', exit: { signal: 'SIGXFSZ' }, hit: DISK },
];

describe.runIf(findTool('bwrap') !== undefined)('programs that have too much of something', () => {
  test('are ended one by one, each for its own limit, and nothing of them is left', { timeout: 300_000 }, async () => {
    expect(await runInside('namespaces', 'test/scenario/limits/exceed.ts')).toEqual(ENDED);
  });
});
