import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { LabreportError } from '../text/errors.ts';

/**
 * Makes a folder beside `out`, on the same file system, for a run to write into. Its name tells which process
 * works in it, so that what a killed run left behind is found and removed.
 */
export async function makeRunFolder(out: string): Promise<string> {
  try {
    await mkdir(dirname(out), { recursive: true });
    await restore(out);
    await removeLeftovers(out);
    const dir = await mkdtemp(join(dirname(out), `.${basename(out)}-${process.pid}-`));
    await mkdir(join(dir, 'logs'));
    return dir;
  } catch (error) {
    throw cantWrite(out, error);
  }
}

/** Puts a finished run's folder into the place of the previous report. */
export async function replaceReport(dir: string, out: string): Promise<void> {
  try {
    for (const file of ['report.md', 'record.json', '.']) await sync(join(dir, file));
    if (existsSync(out)) await rename(out, backupOf(out));
    await rename(dir, out);
    await sync(dirname(out));
    await rm(backupOf(out), { recursive: true, force: true });
  } catch (error) {
    throw cantWrite(out, error);
  }
}

/** Says why a report can't be written; anything that is no fault of the disk or its permissions is thrown as it is. */
export function cantWrite(out: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const words: Record<string, string> = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    ENOTDIR: 'a part of the path is a file, not a folder',
    EEXIST: 'there is a file of this name',
  };
  if (code === undefined || words[code] === undefined) return error;
  return new LabreportError({
    message: `can't write the report to ${out}, expected a folder that can be written: ${words[code]} (${code})`,
    hint: 'Choose another folder with --out DIR, or make room. The previous report is as it was.',
    cause: error,
  });
}

/** A run that was killed between the two renames has left the previous report under its backup name. */
async function restore(out: string): Promise<void> {
  if (!existsSync(out) && existsSync(backupOf(out))) await rename(backupOf(out), out);
}

async function removeLeftovers(out: string): Promise<void> {
  const pattern = new RegExp(`^\\.${basename(out).replaceAll(/\W/g, '\\$&')}-(\\d+)-`);
  for (const name of await readdir(dirname(out))) {
    const pid = pattern.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(dirname(out), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

function backupOf(out: string): string {
  return join(dirname(out), `.${basename(out)}.previous`);
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
