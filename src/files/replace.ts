import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { enter, type Found, look, notPlain, type OpenFolder, openRoot } from './inside.ts';
import { refusal } from './kinds.ts';
import { isLeftover, makerName } from './maker.ts';

const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
const STEM = 'labreport';

/** A file to be written: its path in a folder, and what it is to hold. */
export interface NewFile {
  path: string;
  text: string | Uint8Array;
}

/** One that is text. */
export interface NewText extends NewFile {
  text: string;
}

/**
 * Puts files into the place of older ones, in a folder that others may have made: links are not followed, and what is
 * there has to be plain files and folders. All are written and on disk before the first takes its place, so that a full
 * disk changes nothing, and each is the old one or the new one at any time. They take their places in the given order.
 */
export function replaceFiles(dir: string, files: readonly NewFile[]): void {
  const root = openRoot(dir);
  const open = new Map<string, OpenFolder>([['', root]]);
  const staged: string[] = [];
  try {
    removeLeftovers(root);
    for (const { path } of files) refuseOdd(dir, path);
    for (const { text } of files)
      staged.push(stage(dir, root, (descriptor) => writeAll(descriptor, bytesOf(text))).name);
    const folders = files.map(({ path }) => openBelow(dir, open, dirname(path)));
    for (const [i, { path }] of files.entries())
      renameSync(root.at(staged[i] as string), (folders[i] as OpenFolder).at(basename(path)));
    for (const folder of open.values()) fsyncSync(folder.descriptor);
  } catch (error) {
    for (const name of staged) unlinkIfThere(root.at(name));
    throw error;
  } finally {
    for (const folder of open.values()) closeSync(folder.descriptor);
  }
}

/** Writes a file by its descriptor, beside its place, and renames it when it is whole and on disk. */
export function replaceFile<T>(file: string, write: (descriptor: number) => T): T {
  const [dir, name] = [dirname(file), basename(file)];
  const root = openRoot(dir);
  try {
    removeLeftovers(root);
    refuseOdd(dir, name);
    const made = stage(dir, root, write);
    try {
      renameSync(root.at(made.name), root.at(name));
    } catch (error) {
      unlinkIfThere(root.at(made.name));
      throw error;
    }
    fsyncSync(root.descriptor);
    return made.result;
  } finally {
    closeSync(root.descriptor);
  }
}

/** Writes a file of a name that is not there yet. */
export function createFile(file: string, content: string | Uint8Array): void {
  const root = openRoot(dirname(file));
  try {
    const descriptor = openSync(root.at(basename(file)), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666);
    try {
      writeAll(descriptor, bytesOf(content));
    } finally {
      closeSync(descriptor);
    }
  } finally {
    closeSync(root.descriptor);
  }
}

/** Removes what killed commands of this user have left in a folder that is being written to. */
export function sweepFolder(dir: string): void {
  const root = openRoot(dir);
  try {
    removeLeftovers(root);
  } finally {
    closeSync(root.descriptor);
  }
}

function removeLeftovers(root: OpenFolder): void {
  const folder = fstatSync(root.descriptor);
  for (const name of readdirSync(root.at('.'))) {
    if (!isLeftover(name, STEM, folder)) continue;
    const found = lstatSync(root.at(name), { throwIfNoEntry: false });
    if (found?.isFile() && found.uid === process.geteuid?.()) unlinkSync(root.at(name));
  }
}

function stage<T>(dir: string, root: OpenFolder, write: (descriptor: number) => T): { name: string; result: T } {
  const name = makerName(STEM, fstatSync(root.descriptor));
  const descriptor = openSync(root.at(name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666);
  try {
    refuseForeign(dir, root, descriptor);
    const result = write(descriptor);
    fsyncSync(descriptor);
    return { name, result };
  } catch (error) {
    unlinkIfThere(root.at(name));
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Whoever owns a folder can do with its files what they like. Shared folders of virtual machines show one owner of all,
 * so a folder is ours when what is made in it has its owner. Root may write everywhere, and means it.
 */
function refuseForeign(dir: string, folder: OpenFolder, descriptor: number): void {
  const [{ uid }, made] = [fstatSync(folder.descriptor), fstatSync(descriptor)];
  if (uid === made.uid || process.geteuid?.() === 0) return;
  const message = `belongs to another user (uid ${uid}), expected a folder of your own to write into`;
  throw refusal({ code: 'cannot-write', dir, message, hint: 'Nothing was written. Copy it first: cp -r FOLDER COPY' });
}

/** A link in the place of a file would be lost, and a folder can't be replaced. */
function refuseOdd(dir: string, path: string): void {
  const found = look(dir, path);
  if (found?.kind === 'odd') throw notPlain(dir, found, found.path === path ? 'a plain file' : 'a folder');
}

/** The folder of a path, made where it is missing, and kept open for the next. */
function openBelow(dir: string, open: Map<string, OpenFolder>, path: string): OpenFolder {
  const known = open.get(path === '.' ? '' : path);
  if (known !== undefined) return known;
  const [parent, name] = [openBelow(dir, open, dirname(path)), basename(path)];
  const found = enter(parent, name, path) ?? make(parent, name, path);
  if (found === undefined || 'kind' in found)
    throw found === undefined ? gone(dir, path) : notPlain(dir, found, 'a folder');
  open.set(path, found);
  return found;
}

function make(parent: OpenFolder, name: string, path: string): OpenFolder | Found | undefined {
  mkdirSync(parent.at(name));
  return enter(parent, name, path);
}

function gone(dir: string, path: string): Error {
  return refusal({
    code: 'cannot-write',
    dir,
    path,
    message: 'was taken away while it was written to, expected a folder',
  });
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? Buffer.from(text) : text;
}

/** A disk that is nearly full takes less than it is given. */
function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

function unlinkIfThere(path: string): void {
  rmSync(path, { force: true });
}
