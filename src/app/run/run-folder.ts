import { readlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cantWrite, makeRunFolder } from '../../record/folder.ts';
import { withLock } from '../../record/lock.ts';
import type { Runner } from '../../scenario/confined.ts';

/**
 * Gives a folder beside `out` to work in, which is gone afterwards unless it has become the report. While a report is made,
 * nobody else writes there.
 */
export function inRunFolder<T>({ out }: { out: string }, work: (dir: string) => Promise<T>): Promise<T> {
  return inFolder(out, (dir) => withLock(out, () => work(dir)));
}

/** Gives a folder for what is looked at and not kept; `purpose` stands in its name. */
export function inScratchFolder<T>(purpose: string, work: (dir: string) => Promise<T>): Promise<T> {
  return inFolder(join(tmpdir(), `labreport-${purpose}-${process.getuid?.()}-${pidNamespace()}`), work);
}

/** Containers may share a folder for scratch, but not their process ids, by which leftovers are known. */
function pidNamespace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '';
}

async function inFolder<T>(out: string, work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await makeRunFolder(out);
  try {
    return await work(dir);
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
