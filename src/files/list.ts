import { closeSync, opendirSync } from 'node:fs';
import { makeVisibleLine } from '../text/visible.ts';
import {
  enter,
  type Found,
  lookAt,
  notPlain,
  type OpenFolder,
  openIfThere,
  openRoot,
  unreadable,
  within,
} from './inside.ts';
import { nameFlaw, refusal } from './kinds.ts';
import { MOST } from './limits.ts';

/** What lies in a folder and in the folders below. Links are not followed. */
export interface Listing {
  /** Plain files by their path, relative to the folder that was asked for first. */
  files: Map<string, Found>;
  /** Links, pipes, devices, sockets, and what has a name that can't be shown. */
  odd: Found[];
}

interface Walk extends Reading {
  dir: string;
  listing: Listing;
}

/** All files below a folder of `dir`; nothing where it is missing. Refuses one with too many entries, or nested too deep. */
export function listInside(dir: string, folder = '', entries: number = MOST.entries): Listing {
  const walk: Walk = { dir, listing: { files: new Map(), odd: [] }, ...readingOf(dir, folder, entries) };
  const opened = openFolder(dir, folder);
  try {
    if (opened !== undefined) collect(walk, opened, { path: folder, depth: 0 });
  } catch (error) {
    throw unreadable(error, { dir, path: folder });
  }
  return walk.listing;
}

/** The names in a folder of `dir`, sorted; none where it is missing. */
export function namesInside(dir: string, folder: string): string[] {
  const opened = openFolder(dir, folder);
  if (opened === undefined) return [];
  try {
    return readNames(readingOf(dir, folder, MOST.entries), opened)
      .filter(isShown)
      .sort();
  } finally {
    closeSync(opened.descriptor);
  }
}

function readingOf(dir: string, path: string, entries: number): Reading {
  const message = `holds more than ${entries} files, expected what a run leaves`;
  return { seen: 0, entries, tooMany: () => refusal({ code: 'too-large', dir, path, message }) };
}

/** Opens a folder of `dir`; undefined where it is missing, and an error where it is none. */
function openFolder(dir: string, folder: string): OpenFolder | undefined {
  if (folder === '') return openIfThere(() => openRoot(dir));
  const opened = within(dir, folder, (parent, name, path) => enter(parent, name, path));
  if (opened !== undefined && 'kind' in opened) throw notPlain(dir, opened, 'a folder');
  return opened;
}

function collect(walk: Walk, folder: OpenFolder, { path, depth }: { path: string; depth: number }): void {
  const { listing, dir } = walk;
  if (depth > MOST.depth) {
    closeSync(folder.descriptor);
    throw refusal({
      code: 'too-large',
      dir,
      path,
      message: `lies ${depth} folders deep, expected at most ${MOST.depth}`,
    });
  }
  try {
    for (const name of readNames(walk, folder)) {
      const below = path === '' ? name : `${path}/${name}`;
      const flaw = nameFlaw(name);
      if (flaw !== undefined) {
        listing.odd.push({ kind: 'odd', is: flaw, path: makeVisibleLine(below), bytes: 0, executable: false });
        continue;
      }
      const found = lookAt(folder, name, below);
      if (found?.kind === 'file') listing.files.set(below, found);
      else if (found?.is === 'is a folder') descend(walk, folder, { name, path: below, depth: depth + 1 });
      else if (found !== undefined) listing.odd.push(found);
    }
  } finally {
    closeSync(folder.descriptor);
  }
}

function descend(walk: Walk, folder: OpenFolder, to: { name: string; path: string; depth: number }): void {
  const next = enter(folder, to.name, to.path);
  if (next === undefined) return;
  if ('kind' in next) walk.listing.odd.push(next);
  else collect(walk, next, to);
}

/** What has been read of a folder, and what to say when it is too much. */
interface Reading {
  seen: number;
  entries: number;
  tooMany(): Error;
}

/** The names in an open folder. They are read one by one, so that a folder of a million ends at the limit. */
export function readNames(reading: Reading, folder: OpenFolder): string[] {
  const names: string[] = [];
  const entries = opendirSync(folder.at('.'));
  try {
    for (let entry = entries.readSync(); entry !== null; entry = entries.readSync()) {
      if (++reading.seen > reading.entries) throw reading.tooMany();
      names.push(entry.name);
    }
    return names;
  } finally {
    entries.closeSync();
  }
}

function isShown(name: string): boolean {
  return nameFlaw(name) === undefined;
}
