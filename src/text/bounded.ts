import { Script } from 'node:vm';
import type { LabreportError } from './errors.ts';

/** What ended a work that had too much of something. */
type Excess = 'time' | 'depth';

const WORK = Symbol.for('labreport.bounded');
const shared = globalThis as unknown as { [WORK]?: () => unknown };
const script = new Script("globalThis[Symbol.for('labreport.bounded')]()");

/**
 * What `work` gives, unless it takes longer than `limitMs` or nests deeper than a stack is: then the error that
 * `describe` makes. For libraries, and texts of others: what is quick on any honest text may take for ever on one that
 * was made for it. Works inside of one another share the outer one's limit.
 */
export function bounded<T>(
  limits: { limitMs: number; describe: (excess: Excess) => LabreportError },
  work: () => T,
): T {
  if (shared[WORK] !== undefined) return work();
  shared[WORK] = work;
  try {
    return script.runInThisContext({ timeout: limits.limitMs }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw limits.describe('time');
    if (error instanceof RangeError && /call stack/.test(error.message)) throw limits.describe('depth');
    throw error;
  } finally {
    delete shared[WORK];
  }
}
