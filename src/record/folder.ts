import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolders } from '../files/make-folders.ts';
import { isLeftover, makerName } from '../files/maker.ts';
import { readInsideIfThere } from '../files/read.ts';
import { codeOfErrno } from '../text/codes/errno.ts';
import { LabreportError } from '../text/errors.ts';

/**
 * Makes a folder beside `out`, on the same file system, for a run to write into. Its name tells which process
 * works in it, so that what a killed run left behind is found and removed. Whatever the person's umask: as long as the run
 * lasts, nobody else may read in it or write there.
 */
export async function makeRunFolder(out: string): Promise<string> {
  try {
    makeOutFolder(dirname(out));
    await removeLeftovers(out);
    const dir = join(dirname(out), makerName(basename(out), statSync(dirname(out))));
    await mkdir(dir, 0o700);
    await mkdir(join(dir, 'logs'));
    return dir;
  } catch (error) {
    throw cantWrite(out, error);
  }
}

/** Refuses a folder whose file system lets no program run: a lab's own would all fail there, through no fault of theirs. */
export function refuseNoexec(dir: string): void {
  const trial = join(dir, '.trial');
  try {
    writeFileSync(trial, '', { mode: 0o700 });
    accessSync(trial, constants.X_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== 'access') throw error;
    throw new LabreportError({
      code: 'cannot-write',
      message: `no program may be run in ${dirname(dir)}, where the lab was to be built: it is mounted noexec`,
      hint: 'Choose another folder: --out DIR; for labreport verify, TMPDIR=DIR in front of it.',
    });
  } finally {
    rmSync(trial, { force: true });
  }
}

/**
 * Puts a finished run's folder into the place of the previous report. With `seen`, the report's text as it was last
 * read, it does so only when the text is still the same; false when it was saved meanwhile.
 */
export async function replaceReport(dir: string, out: string, seen?: string): Promise<boolean> {
  try {
    await Promise.all(['report.md', 'record.json', '.'].map((file) => sync(join(dir, file))));
    // Nothing between the two: killed just there, the previous report would wait under its other name for the next run.
    const backup = join(dirname(out), makerName(backupStem(out), statSync(dirname(out))));
    if (existsSync(out)) renameSync(out, backup);
    if (seen !== undefined && textOf(backup) !== seen) {
      renameSync(backup, out);
      return false;
    }
    // A report is open to whom the person's umask lets in.
    chmodSync(dir, 0o777 & ~process.umask());
    renameSync(dir, out);
    await sync(dirname(out));
    rmSync(backup, { recursive: true, force: true });
    return true;
  } catch (error) {
    throw cantWrite(out, error);
  }
}

/** Makes a folder that a person has named to write into, or that of a file, and those above it. */
export function makeOutFolder(dir: string): void {
  try {
    makeFolders(dir);
  } catch (cause) {
    const isNowhere = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw isNowhere
      ? unwritable({ out: dir, why: 'none can be made there', code: 'ENOENT', cause })
      : cantWrite(dir, cause);
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
    ENOTEMPTY: 'somebody else writes there',
  };
  const why = code && words[code];
  return code && why ? unwritable({ out, why, code, cause: error }) : error;
}

function unwritable({ out, why, code, cause }: { out: string; why: string; code: string; cause: unknown }) {
  return new LabreportError({
    code: codeOfErrno(code, 'cannot-write'),
    message: `can't write the report to ${out}, expected a folder that can be written: ${why} (${code})`,
    hint: 'Choose another folder with --out DIR, or make room. The previous report is as it was.',
    cause,
  });
}

/** A run that was killed while it replaced a report has left the previous one under its backup name. */
export async function restorePrevious(out: string): Promise<void> {
  try {
    for (const backup of leftovers(out, backupStem(out))) {
      if (existsSync(out)) await rm(backup, { recursive: true, force: true });
      else await rename(backup, out);
    }
  } catch (error) {
    throw cantWrite(out, error);
  }
}

async function removeLeftovers(out: string): Promise<void> {
  for (const folder of leftovers(out, basename(out))) await rm(folder, { recursive: true, force: true });
}

/** Folders beside a report that this user's killed commands left; what came in an archive is none of them. */
function leftovers(out: string, stem: string): string[] {
  const parent = statSync(dirname(out), { throwIfNoEntry: false });
  if (parent === undefined || !parent.isDirectory()) return [];
  const folders = readdirSync(dirname(out))
    .filter((name) => isLeftover(name, stem, parent))
    .map((name) => join(dirname(out), name));
  return folders.filter((folder) => isOwnFolder(folder));
}

function isOwnFolder(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.geteuid?.();
}

function textOf(dir: string): string | undefined {
  return readInsideIfThere(dir, 'report.md')?.toString('utf8');
}

function backupStem(out: string): string {
  return `${basename(out)}.previous`;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
