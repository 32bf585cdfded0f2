import { closeSync, constants, fstatSync, lstatSync, openSync, type Stats } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';
import { nameFlaw, nameKind, refusal } from './kinds.ts';
import { formatBytes } from './limits.ts';

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;

/** An open folder: what lies in it is named by its descriptor, so that nothing can be put between (open(2), openat). */
export interface OpenFolder {
  descriptor: number;
  /** The path of a name in it. */
  at(name: string): string;
}

/** Something that lies in a folder, as it was found without following links. */
export interface Found {
  kind: 'file' | 'odd';
  /** "is a FIFO", for messages. */
  is: string;
  /** The part of the path that is odd. */
  path: string;
  bytes: number;
  executable: boolean;
}

/** Opens a folder that a person has named, following links as they meant it. The one who opens it closes it. */
export function openRoot(dir: string): OpenFolder {
  return folderOf(openSync(dir, O_RDONLY | O_DIRECTORY));
}

/** Looks at a path of a folder; undefined where there is nothing. No part of the path may be a link. */
export function look(dir: string, path: string): Found | undefined {
  return within(dir, path, (folder, name, at) => lookAt(folder, name, at));
}

/** Opens a plain file of a folder for reading; undefined where there is none. The one who opens it closes it. */
export function openInside(
  dir: string,
  path: string,
  mostBytes: number,
): { descriptor: number; stats: Stats } | undefined {
  const opened = within(dir, path, (folder, name, at) => {
    const found = lookAt(folder, name, at);
    // A device may act when it is opened, so it is looked at before.
    if (found === undefined || found.kind === 'odd') return found;
    return { descriptor: openSync(folder.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY) };
  });
  if (opened === undefined) return undefined;
  if (!('descriptor' in opened)) throw notPlain(dir, opened);
  return accept(opened.descriptor, { dir, path, mostBytes });
}

/** Opens a file that a person has named, following links as they meant it; it has to be a plain file all the same. */
export function openNamed(file: string, mostBytes: number): { descriptor: number; stats: Stats } {
  return accept(openSync(file, O_RDONLY | O_NONBLOCK | O_NOCTTY), { dir: file, mostBytes });
}

/** Opens the folder of a path and gives it with the last name; undefined where a folder is missing. */
export function within<T>(
  dir: string,
  path: string,
  use: (folder: OpenFolder, name: string, path: string) => T,
): T | Found | undefined {
  const names = splitPath(dir, path);
  let folder: OpenFolder | undefined;
  try {
    folder = openIfThere(() => openRoot(dir));
    for (const [i, name] of names.entries()) {
      if (folder === undefined) return undefined;
      const at = names.slice(0, i + 1).join('/');
      if (i === names.length - 1) return use(folder, name, at);
      const next = enter(folder, name, at);
      if (next === undefined || 'kind' in next) return next;
      closeSync(folder.descriptor);
      folder = next;
    }
    return undefined;
  } catch (error) {
    throw unreadable(error, { dir, path });
  } finally {
    if (folder !== undefined) closeSync(folder.descriptor);
  }
}

/** Opens a folder in an open one; what is there when that is no folder. */
export function enter(folder: OpenFolder, name: string, path: string): OpenFolder | Found | undefined {
  const stats = statsAt(folder, name);
  if (stats === undefined) return undefined;
  if (!stats.isDirectory()) return odd(folder, name, { path, stats });
  return folderOf(openSync(folder.at(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
}

/** Looks at a name in an open folder. */
export function lookAt(folder: OpenFolder, name: string, path: string): Found | undefined {
  const stats = statsAt(folder, name);
  if (stats === undefined) return undefined;
  if (!stats.isFile()) return odd(folder, name, { path, stats });
  return { kind: 'file', is: 'is a file', path, bytes: stats.size, executable: (stats.mode & 0o100) !== 0 };
}

/** Says that something is no plain file. */
export function notPlain(dir: string, { path, is }: Found, expected = 'a plain file'): Error {
  return refusal({ code: 'unsafe-path', dir, path, message: `${is}, expected ${expected}` });
}

/** The names that lead to a path of a folder. Refuses what leads out of it, and what can't be shown. */
function splitPath(dir: string, path: string): string[] {
  const normal = posix.normalize(path).replace(/\/$/, '');
  const names = normal === '.' ? [] : normal.split('/');
  const flaw = nameFlaw(path);
  if (flaw !== undefined)
    throw refusal({ code: 'unsafe-path', dir, path, message: `${flaw}, expected one that can be shown` });
  if (!isAbsolute(path) && names[0] !== '..') return names;
  throw refusal({ code: 'unsafe-path', dir, message: `names ${path}, expected a path that stays in the folder` });
}

/** What the system does not let this user read, said as such; any other error as it is. */
export function unreadable(error: unknown, at: { dir: string; path: string }): unknown {
  const { code = '' } = error as NodeJS.ErrnoException;
  if (!['EACCES', 'EPERM', 'ENAMETOOLONG', 'ENXIO', 'EIO'].includes(code)) return error;
  const message = `can't be read by this user (${code}), expected what a report's folder holds`;
  return refusal({
    code: 'cannot-read',
    ...at,
    message,
    hint: 'Who owns it can let you read it: chmod -R u+rwX FOLDER',
  });
}

interface Accepting {
  dir: string;
  /** Absent for a file that a person has named. */
  path?: string;
  mostBytes: number;
}

function accept(descriptor: number, file: Accepting) {
  const { dir, path, mostBytes } = file;
  try {
    const stats = fstatSync(descriptor);
    const at = { dir, ...(path !== undefined && { path }) };
    if (!stats.isFile()) {
      const is = `is ${nameKind(stats, join(dir, path ?? ''))}`;
      throw refusal({ code: 'unsafe-path', ...at, message: `${is}, expected a plain file` });
    }
    if (stats.size > mostBytes) throw refusal({ code: 'too-large', ...at, message: tooLarge(stats.size, mostBytes) });
    return { descriptor, stats };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function tooLarge(bytes: number, mostBytes: number): string {
  return `has ${formatBytes(bytes)}, expected at most ${formatBytes(mostBytes)}`;
}

function odd(folder: OpenFolder, name: string, { path, stats }: { path: string; stats: Stats }): Found {
  return { kind: 'odd', is: `is ${nameKind(stats, folder.at(name))}`, path, bytes: 0, executable: false };
}

function folderOf(descriptor: number): OpenFolder {
  return { descriptor, at: (name) => `/proc/self/fd/${descriptor}/${name}` };
}

/** What a name in an open folder is; undefined where there is nothing. */
export function statsAt(folder: OpenFolder, name: string): Stats | undefined {
  return lstatSync(folder.at(name), { throwIfNoEntry: false });
}

/** What is opened; undefined where it is missing. */
export function openIfThere(open: () => OpenFolder): OpenFolder | undefined {
  try {
    return open();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
