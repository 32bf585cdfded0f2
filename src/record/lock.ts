import { readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { startOf } from '../files/process-start.ts';
import { LabreportError } from '../text/errors.ts';

/** A folder that can't hold a lock can't get a new report either: nobody else writes there. */
const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'];
/** So many locks of processes that are gone are taken away; more than one is there only while others do the same. */
const MOST_TRIES = 10;

/** Does what writes the report in `out`, while no other labreport does. Refuses where one does already. */
export async function withLock<T>(out: string, work: () => Promise<T>): Promise<T> {
  const free = lock(out);
  try {
    return await work();
  } finally {
    free();
  }
}

/** The lock is a link that leads nowhere: it is made with what it says, in one go. Gives what takes it away. */
function lock(out: string): () => void {
  const path = join(dirname(out), `.${basename(out)}.lock`);
  const own = `${process.pid}-${startOf('self')}`;
  for (let i = 0; i < MOST_TRIES; i++) {
    try {
      symlinkSync(own, path);
      return () => removeIf(path, own);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (UNWRITABLE.includes(code)) return () => {};
      if (code !== 'EEXIST') throw error;
    }
    const held = holderOf(path);
    const [, pid, start] = /^(\d+)-(\d+)$/.exec(held) ?? [];
    if (pid !== undefined && startOf(pid) === start) throw isBusy(out, pid);
    removeIf(path, held);
  }
  throw isBusy(out, '?');
}

function isBusy(out: string, pid: string): LabreportError {
  return new LabreportError({
    code: 'busy',
    message: `another labreport (process ${pid}) is making the report in ${out}, expected to be the only one`,
    hint: 'Wait until it has ended, or make the report elsewhere.',
  });
}

function holderOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function removeIf(path: string, held: string): void {
  try {
    if (holderOf(path) === held) unlinkSync(path);
  } catch {
    // Somebody else has done it.
  }
}
