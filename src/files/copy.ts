import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  type Stats,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { makeVisibleLine } from '../text/visible.ts';
import { enter, type OpenFolder, openInside, openRoot, statsAt } from './inside.ts';
import { nameFlaw, nameKind } from './kinds.ts';
import { formatBytes, MOST } from './limits.ts';
import { readNames } from './list.ts';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY, COPYFILE_EXCL } = constants;

/** A copy of a folder that others may have made. */
export interface Copying {
  from: string;
  to: string;
  /** Makes the error for what can't be copied: a FIFO, too many files, a link that leads out. */
  refuse(problem: string, code: 'too-large' | 'unsafe-path' | 'cannot-read'): Error;
  /** The most that is copied, and what that is told to be. */
  most?: { entries: number; bytes: number; expected: string };
  /** What is not copied, by its path: a file is given with its descriptor, a folder with its names. */
  isLeftOut?(path: string, found: { descriptor?: number; names?: readonly string[] }): boolean;
  /** Times are kept: make decides by them. */
  times?: boolean;
  /** Links are kept wherever they lead. */
  anyLink?: boolean;
}

/**
 * Copies a folder's files, folders and links that stay inside, and gives the number of files; anything else, too much or
 * too deep is refused. Links are never followed, and no copy runs as its owner (setuid).
 */
export function copyFolder(copying: Copying): number {
  mkdirSync(copying.to, { recursive: true });
  const copier = new Copier(copying);
  const root = openRoot(copying.from);
  copier.copy(root, '', 0);
  return copier.files;
}

/** Copies one plain file of a folder, where it is there. */
export function copyFile(from: { dir: string; path: string }, to: string, { times = false } = {}): boolean {
  const opened = openInside(from.dir, from.path, MOST.totalBytes);
  if (opened === undefined) return false;
  try {
    copyOpen(opened, to, times);
    return true;
  } finally {
    closeSync(opened.descriptor);
  }
}

class Copier {
  readonly #copying: Copying;
  readonly #walk: Parameters<typeof readNames>[0];
  #bytes = 0;
  files = 0;

  constructor(copying: Copying) {
    this.#copying = copying;
    const { entries, expected } = this.#most;
    this.#walk = {
      seen: 0,
      entries,
      tooMany: () => copying.refuse(`more than ${entries} files, expected ${expected}`, 'too-large'),
    };
  }

  get #most() {
    const most = { entries: MOST.entries, bytes: MOST.totalBytes, expected: 'what a report’s folder holds' };
    return this.#copying.most ?? most;
  }

  /** Copies what lies in an open folder, and closes it. */
  copy(folder: OpenFolder, path: string, depth: number): void {
    const { refuse, isLeftOut } = this.#copying;
    try {
      if (depth > MOST.depth) throw refuse(`"${path}" lies more than ${MOST.depth} folders deep`, 'too-large');
      const names = this.#names(folder, path);
      if (path !== '' && isLeftOut?.(path, { names })) return;
      for (const name of names.sort())
        this.#copyEntry(folder, name, { path: path === '' ? name : `${path}/${name}`, depth });
    } finally {
      closeSync(folder.descriptor);
    }
  }

  #names(folder: OpenFolder, path: string): string[] {
    try {
      return readNames(this.#walk, folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw code === 'EACCES' ? this.#copying.refuse(`"${path || '.'}" can’t be read (${code})`, 'cannot-read') : error;
    }
  }

  #copyEntry(folder: OpenFolder, name: string, { path, depth }: { path: string; depth: number }): void {
    const { refuse, isLeftOut, to } = this.#copying;
    const flaw = nameFlaw(name);
    if (flaw !== undefined) throw refuse(`"${makeVisibleLine(path)}" ${flaw}`, 'unsafe-path');
    if (isLeftOut?.(path, {})) return;
    const stats = statsAt(folder, name);
    if (stats === undefined) return;
    const target = join(to, path);
    if (stats.isDirectory()) this.#enter(folder, name, { path, depth });
    else if (stats.isSymbolicLink()) this.#copyLink(path, readlinkSync(folder.at(name)), target);
    else if (stats.isFile()) this.#copyFile(folder.at(name), path, target);
    else
      throw refuse(
        `"${path}" is ${nameKind(stats, folder.at(name))}, expected files, folders and links inside the folder`,
        'unsafe-path',
      );
  }

  #enter(folder: OpenFolder, name: string, { path, depth }: { path: string; depth: number }): void {
    const next = this.#opening(path, () => enter(folder, name, path));
    if (next === undefined || 'kind' in next) return;
    this.copy(next, path, depth + 1);
  }

  #copyLink(path: string, target: string, to: string): void {
    const { from, refuse, anyLink = false } = this.#copying;
    if (!anyLink && leadsOut(from, path, target))
      throw refuse(
        `"${path}" is a link to ${makeVisibleLine(target)}, expected links that stay inside the folder`,
        'unsafe-path',
      );
    mkdirSync(dirname(to), { recursive: true });
    symlinkSync(target, to);
  }

  #copyFile(at: string, path: string, to: string): void {
    const { isLeftOut, times = false } = this.#copying;
    const descriptor = this.#opening(path, () => openSync(at, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    try {
      if (isLeftOut?.(path, { descriptor })) return;
      const stats = fstatSync(descriptor);
      this.#count(stats.size);
      mkdirSync(dirname(to), { recursive: true });
      copyOpen({ descriptor, stats }, to, times);
    } finally {
      closeSync(descriptor);
    }
  }

  #opening<T>(path: string, open: () => T): T {
    try {
      return open();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw code === 'EACCES' ? this.#copying.refuse(`"${path}" can’t be read by this user`, 'cannot-read') : error;
    }
  }

  #count(bytes: number): void {
    const most = this.#most;
    this.files++;
    this.#bytes += bytes;
    if (this.#bytes <= most.bytes) return;
    throw this.#copying.refuse(`more than ${formatBytes(most.bytes)}, expected ${most.expected}`, 'too-large');
  }
}

/** Whether there is a link in a folder that stays inside it. */
export function linksInside(from: string, path: string): boolean {
  try {
    return !leadsOut(from, path, readlinkSync(join(from, path)));
  } catch {
    return false;
  }
}

function leadsOut(from: string, path: string, target: string): boolean {
  const end = realPath(join(from, path));
  const way = end === undefined ? normalize(join(dirname(path), target)) : relative(realpathSync.native(from), end);
  return target.startsWith('/') || way === '..' || way.startsWith(`..${sep}`);
}

function realPath(path: string): string | undefined {
  try {
    // Node's own folds `..` before it follows a link.
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function copyOpen({ descriptor, stats }: { descriptor: number; stats: Stats }, to: string, times: boolean): void {
  copyFileSync(`/proc/self/fd/${descriptor}`, to, COPYFILE_EXCL);
  if ((stats.mode & 0o7000) !== 0) chmodSync(to, stats.mode & 0o777);
  if (times) utimesSync(to, stats.atime, stats.mtime);
}
