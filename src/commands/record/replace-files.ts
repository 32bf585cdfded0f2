import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file to be written: its path in a folder, and its text. */
export interface NewFile {
  path: string;
  text: string;
}

/**
 * Puts files into the place of older ones. All are written and on disk before the first takes its place, so that a full
 * disk changes nothing, and each is the old one or the new one at any time. They take their places in the given order.
 */
export async function replaceFiles(dir: string, files: readonly NewFile[]): Promise<void> {
  const staged = files.map(({ path }, i) => join(dir, `.${i}-${basename(path)}.new`));
  try {
    await mkdir(dir, { recursive: true });
    for (const [i, { text }] of files.entries()) await writeDurably(staged[i] as string, text);
    for (const { path } of files) await mkdir(dirname(join(dir, path)), { recursive: true });
    for (const [i, { path }] of files.entries()) await rename(staged[i] as string, join(dir, path));
    for (const folder of new Set(files.map(({ path }) => dirname(join(dir, path))))) await sync(folder);
  } catch (error) {
    for (const file of staged) await rm(file, { force: true });
    throw error;
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
