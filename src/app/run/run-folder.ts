import { rm } from 'node:fs/promises';
import { cantWrite, makeRunFolder } from '../../record/folder.ts';
import { withLock } from '../../record/lock.ts';
import type { Runner } from '../../scenario/confined.ts';

/**
 * Gives a folder beside `out` to work in, which is gone afterwards unless it has become the report. While a report is made,
 * nobody else writes there; `out` can also be the name of a scratch folder that never comes to be.
 */
export async function inRunFolder<T>(
  { out, isScratch = false }: { out: string; isScratch?: boolean },
  work: (dir: string) => Promise<T>,
): Promise<T> {
  const dir = await makeRunFolder(out);
  try {
    return await (isScratch ? work(dir) : withLock(out, () => work(dir)));
  } catch (error) {
    throw cantWrite(out, error);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Ends the runner with the work that it is for. What fails because a signal has ended it is told as that signal's reason. */
export async function withRunner<T>(
  { runner, signal }: { runner: Runner; signal: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await runner.end();
  }
}
