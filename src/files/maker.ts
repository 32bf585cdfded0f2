import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { homeFolder } from './home.ts';
import { startOf } from './process-start.ts';

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
const KEY_BYTES = 32;

/**
 * A name for what is being made in a folder, that nobody can foresee: `.STEM-PID-START-NONCE-SEAL`. It tells which
 * process makes it, and is sealed with a key of this user's for this very folder: what came in an archive never has such
 * a name, so what is left of a killed command is known for certain.
 */
export function makerName(stem: string, folder: Pick<Stats, 'ino'>, maker = thisProcess()): string {
  const nonce = randomBytes(6).toString('hex');
  return `.${stem}-${maker.pid}-${maker.start}-${nonce}-${seal({ stem, ...maker, nonce }, folder)}`;
}

/** Whether a name in a folder is of something that this user's process made that is gone. */
export function isLeftover(name: string, stem: string, folder: Pick<Stats, 'ino'>): boolean {
  if (!name.startsWith(`.${stem}-`)) return false;
  const found = /^(\d+)-(\d+)-([0-9a-f]{12})-([0-9a-f]{32})$/.exec(name.slice(stem.length + 2));
  if (found === null) return false;
  const [, pid = '', start = '', nonce = '', sealed = ''] = found;
  const expected = seal({ stem, pid, start, nonce }, folder);
  return timingSafeEqual(Buffer.from(expected), Buffer.from(sealed)) && startOf(pid) !== start;
}

function thisProcess(): { pid: string; start: string } {
  return { pid: String(process.pid), start: startOf('self') ?? '' };
}

function seal(parts: { stem: string; pid: string; start: string; nonce: string }, { ino }: Pick<Stats, 'ino'>): string {
  const { stem, pid, start, nonce } = parts;
  const text = [stem, pid, start, nonce, ino, pidNamespace()].join('\0');
  return createHmac('sha256', key()).update(text).digest('hex').slice(0, 32);
}

/** Containers may share a folder, but not their process ids. */
function pidNamespace(): string {
  return readlinkSync('/proc/self/ns/pid');
}

let known: Buffer | undefined;

/** The user's key. Without a home that can be written, one for this process alone: then nothing is known as left over. */
function key(): Buffer {
  known ??= readOrMakeKey() ?? randomBytes(KEY_BYTES);
  return known;
}

function readOrMakeKey(): Buffer | undefined {
  const home = homeFolder();
  const asked = process.env.XDG_STATE_HOME ?? '';
  // A relative one would lie in the current folder, which may be somebody else's.
  const state = isAbsolute(asked) ? asked : join(home, '.local', 'state');
  // sudo may leave another user's home, and some can't be written.
  const folders = [
    ...(isAbsolute(home) && isOwn(home) ? [join(state, 'labreport')] : []),
    join(tmpdir(), `labreport-${process.geteuid?.()}`),
  ];
  for (const folder of folders) {
    const found = keyIn(folder);
    if (found !== undefined) return found;
  }
  return undefined;
}

function keyIn(folder: string): Buffer | undefined {
  const file = join(folder, 'maker.key');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOwn(folder) ? (readKey(file) ?? makeKey(file)) : undefined;
  } catch {
    // Two that make it at once: the other's is there now.
    return readKey(file);
  }
}

function isOwn(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.geteuid?.();
}

function readKey(file: string): Buffer | undefined {
  try {
    const descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const stats = fstatSync(descriptor);
      const isOurs = stats.isFile() && stats.uid === process.geteuid?.() && stats.size === KEY_BYTES;
      return isOurs ? readFileSync(descriptor) : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

function makeKey(file: string): Buffer {
  const bytes = randomBytes(KEY_BYTES);
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, bytes);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}
