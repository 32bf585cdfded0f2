import { copyFile, lstat, mkdir, open, readdir, readlink, realpath, symlink, utimes } from 'node:fs/promises';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { LabreportError } from '../text/errors.ts';

/** Sources are small; what is larger was chosen by mistake. */
const MOST_FILES = 2000;
const MOST_BYTES = 50e6;
/** Histories that tools keep beside sources. */
const HISTORIES = new Set(['.git', '.hg', '.svn']);

interface Copy {
  /** The folder as its owner named it, for messages. */
  name: string;
  from: string;
  to: string;
  /** Folders that are no sources though they lie among them: the report's own. */
  except: readonly string[];
  files: number;
  bytes: number;
}

/**
 * Copies a person's own sources to `to` and never writes to them. Left out are histories (.git), reports, and programs
 * that were built before: they are built anew. What can't be copied as it is - links to outside, FIFOs, sockets,
 * devices - is refused.
 */
export async function copyOwnSources(options: Pick<Copy, 'name' | 'from' | 'to' | 'except'>): Promise<void> {
  const copy: Copy = { ...options, files: 0, bytes: 0 };
  await mkdir(copy.to, { recursive: true });
  await copyFolder(copy, '');
  if (copy.files > 0) return;
  throw refused(copy, 'no files in it, expected the sources of the lab’s programs');
}

async function copyFolder(copy: Copy, folder: string): Promise<void> {
  const names = await readdir(join(copy.from, folder)).catch((cause) => {
    throw refused(copy, `"${folder || '.'}" can’t be read (${cause.code})`);
  });
  if (folder !== '' && names.includes('record.json') && names.includes('logs')) return;
  for (const name of names.sort()) {
    const path = join(folder, name);
    if (HISTORIES.has(name) || copy.except.includes(join(copy.from, path))) continue;
    await copyEntry(copy, path);
  }
}

async function copyEntry(copy: Copy, path: string): Promise<void> {
  const [from, to] = [join(copy.from, path), join(copy.to, path)];
  const found = await lstat(from);
  if (found.isDirectory()) return copyFolder(copy, path);
  if (found.isSymbolicLink()) {
    const target = await readlink(from);
    await refuseLinkOutside(copy, path, target);
    await mkdir(dirname(to), { recursive: true });
    return symlink(target, to);
  }
  if (!found.isFile()) {
    const kind = found.isFIFO() ? 'a FIFO' : found.isSocket() ? 'a socket' : 'a device';
    throw refused(copy, `"${path}" is ${kind}, expected files, folders and links inside the folder`);
  }
  if (await isBuiltProgram(copy, path)) return;
  countFile(copy, found.size);
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
  // make decides by these times.
  await utimes(to, found.atime, found.mtime);
}

async function refuseLinkOutside(copy: Copy, path: string, target: string): Promise<void> {
  const [root, end] = await Promise.all([realpath(copy.from), realpath(join(copy.from, path)).catch(() => undefined)]);
  const way = end === undefined ? normalize(join(dirname(path), target)) : relative(root, end);
  if (!target.startsWith('/') && way !== '..' && !way.startsWith(`..${sep}`)) return;
  throw refused(copy, `"${path}" is a link to ${target}, expected links that stay inside the folder`);
}

function countFile(copy: Copy, bytes: number): void {
  copy.files++;
  copy.bytes += bytes;
  if (copy.files > MOST_FILES) throw refused(copy, `more than ${MOST_FILES} files, expected sources alone`);
  if (copy.bytes > MOST_BYTES) throw refused(copy, `more than ${MOST_BYTES / 1e6} MB, expected sources alone`);
}

/** ELF's e_type at byte 16: 2 for a program, 3 for a program or a shared library (elf(5)). */
async function isBuiltProgram(copy: Copy, path: string): Promise<boolean> {
  if (/\.so(\.|$)/.test(path)) return false;
  const handle = await open(join(copy.from, path), 'r').catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'EACCES' ? refused(copy, `"${path}" can’t be read by this user`) : cause;
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(18), 0, 18, 0);
    const type = buffer.readUInt8(5) === 2 ? buffer.readUInt16BE(16) : buffer.readUInt16LE(16);
    return bytesRead === 18 && buffer.toString('latin1', 0, 4) === '\x7fELF' && (type === 2 || type === 3);
  } finally {
    await handle.close();
  }
}

function refused({ name }: Copy, problem: string): LabreportError {
  return new LabreportError({
    message: `--source ${name}: ${problem}`,
    hint: 'Nothing was run. --source takes a folder with a Makefile and the sources; it is copied, never written to.',
  });
}
