import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { access, chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { execa } from 'execa';
import { inject } from 'vitest';
import { afterEachFile } from '../shared/after-file.ts';

/** Root's tests run labreport as this user too (nobody); other people's as themselves. */
export const ORDINARY = 65534;
export const isRoot = process.getuid?.() === 0;
export type User = 'root' | 'ordinary';
/** Whoever these tests can run labreport as. */
export const users: User[] = isRoot ? ['root', 'ordinary'] : ['ordinary'];
export const isLong = (process.env.LABREPORT_LONG ?? '') !== '';

/** The built package in a folder that everybody may read, and that a build beside the tests does not change. */
export const packageFolder = await installPackage();
export const cli = join(packageFolder, 'dist', 'cli.js');
/** Not in a test's own folder, which is the home of what it runs. */
process.env.XDG_STATE_HOME = join(packageFolder, '..', 'state');

async function installPackage(): Promise<string> {
  const { LABREPORT_MEASURED: measured = '' } = process.env;
  const dist = join(measured, 'dist');
  await access(join(dist, 'LICENSES.txt')).catch(() => {
    throw new Error('dist/ is missing, expected the built labreport: npm run build');
  });
  const folder = join(inject('packageFolder'), 'labreport');
  if (existsSync(folder)) return folder;
  const fresh = await mkdtemp(`${folder}-`);
  // Kept bytecode is good for a file of this very time.
  await cp(dist, join(fresh, 'dist'), { recursive: true, preserveTimestamps: true });
  const parts = ['labs', 'templates', 'scaffold', 'package.json'];
  for (const part of parts) await cp(part, join(fresh, part), { recursive: true });
  await chmod(fresh, 0o755);
  const cache = join(fresh, '..', 'cache');
  await mkdir(cache, { recursive: true });
  if (isRoot) await chown(cache, ORDINARY, ORDINARY);
  await rename(fresh, folder);
  return folder;
}

const folders: string[] = [];
afterEachFile(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** An empty folder of the user's, which is gone after the tests of the file. */
export async function makeFolder(user: User = users[0] as User): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'labreport-test-'));
  folders.push(folder);
  if (isRoot && user === 'ordinary') await chown(folder, ORDINARY, ORDINARY);
  return folder;
}

/** The same where hosts see it, too: their /tmp is their own. */
export async function makeVisibleFolder(): Promise<string> {
  const folder = await mkdtemp(join(resolve('node_modules/.cache'), 'labreport-test-'));
  folders.push(folder);
  return folder;
}

/** A copy of a folder with all that was made in it, which a test may change. */
export async function copyFolder(made: string): Promise<string> {
  const cwd = await makeFolder();
  await cp(made, cwd, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  return cwd;
}

/** The uid and gid to start a user's programs with. */
export function idsOf(user: User): { uid?: number; gid?: number } {
  return isRoot && user === 'ordinary' ? { uid: ORDINARY, gid: ORDINARY } : {};
}

/** What a user's labreport finds in its environment: a home, and bytecode from its runs before. */
export function environmentOf(user: User, home: string): Record<string, string> {
  const own = isRoot && user === 'ordinary' && process.env.XDG_CACHE_HOME !== '/dev/null';
  return { HOME: home, NO_COLOR: '1', ...(own && { XDG_CACHE_HOME: join(packageFolder, '..', 'cache') }) };
}

export interface Ran {
  /** Exit status, or the signal that ended it. */
  status: number | string | undefined;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd: string;
  user?: User;
  env?: Record<string, string>;
}

/** Runs labreport to its end. */
export async function labreport(args: string[], options: RunOptions): Promise<Ran> {
  const { cwd, user = users[0] as User, env = {} } = options;
  const ids = idsOf(user);
  const child = execa(process.execPath, [cli, ...args], {
    cwd,
    reject: false,
    stdin: 'ignore',
    stripFinalNewline: false,
    maxBuffer: 1 << 28,
    env: { ...environmentOf(user, cwd), ...env },
    timeout: 60_000,
    killSignal: 'SIGKILL' as const,
    ...ids,
  });
  const { exitCode, signal, stdout, stderr } = await child;
  return { status: exitCode ?? signal, stdout: String(stdout), stderr: String(stderr) };
}

/** Files below a folder: name to text. */
export type Files = Record<string, string | Uint8Array>;

export async function writeFiles(folder: string, files: Files, user: User = users[0] as User): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    const made = await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    if (made !== undefined && isRoot && user === 'ordinary') {
      await execa('chown', ['-R', `${ORDINARY}:${ORDINARY}`, made]);
    }
  }
}

/** A lab of two hosts with these steps. */
export function labYaml(steps: string, more = ''): string {
  return `title: A lab
template: small.md.hbs
networks:
  lan: 192.0.2.0/24
hosts:
  vit001: { lan: 192.0.2.1 }
  vit002: { lan: 192.0.2.2 }
${more}steps:
${steps}`;
}

/** A folder with the lab "small", whose template shows its head and nothing else unless told. */
export async function makeLab(
  lab: string,
  { template = '{{head}}\n', files = {}, user }: { template?: string; files?: Files; user?: User } = {},
): Promise<string> {
  const cwd = await makeFolder(user);
  const all = { 'labs/small/lab.yaml': lab, 'templates/small.md.hbs': template, ...files };
  await writeFiles(cwd, all, user);
  return cwd;
}

/** The sources of an echo server and its client, as the lab "small" can have them. */
export const ECHO_SOURCES: Files = Object.fromEntries(
  ['Makefile', 'TCPecho.c', 'TCPechod.c'].map((name) => [
    `labs/small/src/${name}`,
    readFileSync(join('labs/two-clients/src', name), 'utf8'),
  ]),
);

/** The one message that labreport ended with, without what differs from run to run. */
export function said({ stderr }: Ran, cwd: string): string {
  const own = stderr.replaceAll(cwd, 'CWD').replaceAll(packageFolder, 'PACKAGE');
  return own.startsWith('labreport: ') && own.endsWith('\n')
    ? own.slice('labreport: '.length, -1)
    : `not one message: ${own}`;
}

/** Every file and folder below a folder, hidden ones too, with a hash of what the files hold. */
export async function snapshot(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const pairs = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isFile() ? sha256(await readFile(path)) : 'folder';
    return [path.slice(folder.length + 1), content] as const;
  });
  return Object.fromEntries((await Promise.all(pairs)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
