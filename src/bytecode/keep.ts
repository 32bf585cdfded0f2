import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { formatPack, type Pack } from './pack.ts';
import { isOwn, type PackPlace } from './place.ts';

/** Folders for other builds, versions and flags that are kept beside the new one. */
const KEPT_FOLDERS = 3;
/** A file that was being written for so long is what a killed labreport has left. */
const LEFT_MS = 60_000;

/** Writes a pack; where that can't be done, or somebody else could change it, nothing is written and nothing is said. */
export function keepPack(place: PackPlace, pack: Pack): void {
  try {
    const folder = makeFolder(place);
    const fresh = join(folder, `.${place.name}-${process.pid}.new`);
    const bytes = formatPack(place.key, pack);
    try {
      writeNew(fresh, bytes);
      renameSync(fresh, join(folder, place.name));
    } catch {
      rmSync(fresh, { force: true });
    }
    removeOld(place);
  } catch {
    // labreport does without.
  }
}

function makeFolder({ home, folders }: PackPlace): string {
  if (isOwn(statSync(dirname(home)))) makeOne(home);
  if (!isOwn(statSync(home))) throw new Error('not our own');
  let folder = home;
  for (const name of folders) {
    folder = join(folder, name);
    makeOne(folder);
    const found = lstatSync(folder);
    if (!found.isDirectory() || !isOwn(found)) throw new Error('not our own');
  }
  return folder;
}

function makeOne(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Whole or not at all, and never through a link that lies there. */
function writeNew(path: string, bytes: Buffer): void {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    writeFileSync(file, bytes);
  } finally {
    closeSync(file);
  }
}

/** Keeps the caches few: what is for other builds is made anew when it is used again. */
function removeOld({ home, folders }: PackPlace): void {
  const [outer, inner] = [join(home, folders[0]), join(home, ...folders)];
  const others = readdirSync(outer).filter((name) => /^v\d+[\w.]*-\w+-[0-9a-f]{8}$/.test(name) && name !== folders[1]);
  const newest = others.map((name) => ({ name, mtimeMs: lstatSync(join(outer, name)).mtimeMs }));
  newest.sort((one, other) => other.mtimeMs - one.mtimeMs);
  for (const { name } of newest.slice(KEPT_FOLDERS)) rmSync(join(outer, name), { recursive: true, force: true });
  for (const name of readdirSync(inner).filter((each) => each.endsWith('.new'))) {
    if (Date.now() - lstatSync(join(inner, name)).mtimeMs > LEFT_MS) rmSync(join(inner, name), { force: true });
  }
}
