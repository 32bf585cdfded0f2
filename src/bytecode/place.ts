import { type Stats, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/** Where the bytecode of a command is kept, and what it is good for. */
export interface PackPlace {
  /** The folder of the person's caches, as XDG_CACHE_HOME or HOME name it. */
  home: string;
  /** Name of labreport's folder in it, and of the folder for what `key` says. */
  folders: readonly [string, string];
  name: string;
  /** Bytecode is good for this alone. */
  key: string;
}

/**
 * What V8 checks of bytecode by itself is too little: its own version without the number of Node's changes to it. Two
 * Node.js 20 that hash strings in different ways take each other's, and then find no property any more. So the key has
 * Node's exact version and V8's, the very executable, the architecture, all flags, and labreport's build.
 */
export function packPlace(options: { start: string; args: readonly string[]; build: string }): PackPlace | undefined {
  const { HOME, XDG_CACHE_HOME, NODE_OPTIONS = '' } = process.env;
  const home = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'));
  if (home === undefined || !isAbsolute(home)) return undefined;
  const { version, versions, arch, execPath, execArgv } = process;
  const key = JSON.stringify([
    version,
    versions.v8,
    versions.modules,
    arch,
    execPath,
    stampOf(execPath),
    execArgv,
    NODE_OPTIONS,
    options.build,
  ]);
  const folder = `${version}-${arch}-${shorten(key)}`;
  return { home, folders: ['labreport', folder], name: nameOf(options.start, options.args), key };
}

const COMMANDS = /^(check|doctor|eject|generate|list|new|packets|preview|render|submit|update|verify)$/;

/** Each command needs other parts of labreport, and in each other functions: it has bytecode of its own. */
function nameOf(start: string, args: readonly string[]): string {
  if (start !== 'labreport.js') return start.replace('.js', '');
  if (args.some((arg) => arg === '--help' || arg === '-h')) return 'help';
  return COMMANDS.exec(args[0] ?? '')?.[0] ?? 'other';
}

function stampOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}

/** 8 hexadecimal digits that other texts hardly have (FNV-1a). Two texts that have the same take turns with the folder. */
function shorten(text: string): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return (sum >>> 0).toString(16).padStart(8, '0');
}

/** A folder or file that nobody but this user can have made or can change. */
export function isOwn({ uid, mode }: Pick<Stats, 'uid' | 'mode'>): boolean {
  return uid === process.geteuid?.() && (mode & 0o022) === 0;
}
