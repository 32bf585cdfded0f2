import { type BigIntStats, type FSWatcher, readdirSync, realpathSync, statSync, watch } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where no event comes (network disks, shared folders of virtual machines), files are looked at so often. */
const LOOK_MS = 1000;
/** How long a file may be empty or away while an editor saves it. */
const SAVING_MS = 120;
/** So many files of a folder are looked at. */
const MOST_NAMES = 1000;

/**
 * Watches files and folders, whether they are there or not, and tells which have changed. Editors save by writing into
 * a file, or by putting another in its place; runs put a new folder in the place of the old one. So the folders are
 * watched, and at each event all files are looked at, which are few.
 */
export class Watcher {
  readonly #paths: readonly string[];
  readonly #tell: (changed: ReadonlySet<string>) => void;
  readonly #folders = new Map<string, FSWatcher>();
  readonly #seen = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;
  #waiting: NodeJS.Immediate | undefined;
  #saving: NodeJS.Timeout | undefined;

  constructor(paths: readonly string[], tell: (changed: ReadonlySet<string>) => void) {
    this.#paths = [...new Set(paths)];
    this.#tell = tell;
    for (const path of this.#paths) this.#seen.set(path, stateOf(path));
    this.#watchFolders();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#saving);
    clearImmediate(this.#waiting);
    for (const watcher of this.#folders.values()) watcher.close();
  }

  /** One save makes several events; they are looked at together. */
  #notice(): void {
    this.#waiting ??= setImmediate(() => {
      this.#waiting = undefined;
      this.#look();
    });
  }

  #look({ isLate = false } = {}): void {
    this.#watchFolders();
    const states = this.#paths.map((path) => [path, stateOf(path)] as const);
    const changed = states.filter(([path, state]) => state !== this.#seen.get(path));
    const settled = changed.filter(([, state]) => isLate || !isBetween(state));
    if (changed.length > settled.length) this.#lookLater();
    if (settled.length === 0) return;
    for (const [path, state] of settled) this.#seen.set(path, state);
    this.#tell(new Set(settled.map(([path]) => path)));
  }

  #lookLater(): void {
    this.#saving ??= setTimeout(() => {
      this.#saving = undefined;
      this.#look({ isLate: true });
    }, SAVING_MS);
  }

  /** A folder that was replaced is another one, though its name is the same. */
  #watchFolders(): void {
    const wanted = new Map(this.#paths.flatMap(foldersOf));
    for (const [key, watcher] of this.#folders) {
      if (wanted.has(key)) continue;
      watcher.close();
      this.#folders.delete(key);
    }
    for (const [key, folder] of wanted) {
      if (!this.#folders.has(key)) this.#watchFolder(key, folder);
    }
  }

  #watchFolder(key: string, folder: string): void {
    try {
      const watcher = watch(folder, () => this.#notice());
      watcher.on('error', () => {
        watcher.close();
        this.#folders.delete(key);
      });
      this.#folders.set(key, watcher);
    } catch {
      // It has gone in between, or there are no more watches to be had: the timer sees what changes.
    }
  }
}

/** The folder of a path, the one above, which knows when it is replaced, and where symbolic links lead. */
function foldersOf(path: string): [key: string, folder: string][] {
  const folders = [path, dirname(path), dirname(dirname(path))];
  try {
    folders.push(dirname(realpathSync(path)));
  } catch {
    // Not there yet.
  }
  return folders.flatMap((folder): [string, string][] => {
    const stats = statOf(folder);
    return stats?.isDirectory() ? [[`${folder}\n${stats.ino}`, folder]] : [];
  });
}

/** What tells that a file is another than before, or that something in a folder is. */
function stateOf(path: string): string {
  const stats = statOf(path);
  if (stats === undefined) return 'missing';
  if (!stats.isDirectory()) return formatState(stats);
  // Partials lie in their folder, none below it.
  return `folder ${namesIn(path).map((name) => `${name} ${stateInFolder(join(path, name))}`)}`;
}

function stateInFolder(path: string): string {
  const stats = statOf(path);
  return stats === undefined || stats.isDirectory() ? 'missing' : formatState(stats);
}

function formatState({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return size === 0n ? `empty ${ino} ${mtimeNs}` : `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

/** A file that is away or empty is often about to be written. */
function isBetween(state: string): boolean {
  return state === 'missing' || state.startsWith('empty ');
}

function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort().slice(0, MOST_NAMES);
  } catch {
    return [];
  }
}
