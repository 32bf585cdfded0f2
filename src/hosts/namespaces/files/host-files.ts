import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from '../../agent/agent.ts';
import { runTool } from '../../tool.ts';
import { LAB_FOLDER } from '../mounts.ts';
import { MACHINE, makeEtc, ownFiles } from './etc.ts';

/** Folders of the lab's hosts, by their names, and those that they share: in the lab's own /run. */
const HOSTS = '/run/machines';
const SHARED = '/run/shared';
const SHARED_ROOM = '64m';
/** A bind mount, with those below it (mount(2)). */
const BIND = 0x1000;
const BIND_ALL = 0x5000;
/** Nobody else's terminals: no set-user-id, nothing to execute. */
const NOSUID_NOEXEC = 0xa;
/** The last since Linux 5.10; older ones take no notice of it. */
const NOSUID_NODEV_NOSYMFOLLOW = 0x106;

/** What is a host's own, each a folder of its own: in the host it is where the right side says. */
const FOLDERS = [
  ['etc', '/etc'],
  ['tmp', '/tmp'],
  ['var-tmp', '/var/tmp'],
  ['shm', '/dev/shm'],
  // The last: it covers all of these.
  ['run', '/run'],
] as const;

export interface HostFiles {
  name: string;
  /** hosts(5). */
  hosts: string;
  /** Folders among the sources that all hosts share. */
  shared: readonly string[];
}

/** Gives a host, by its agent, folders and files of its own, and terminals that are numbered from pts/0. */
export async function giveFiles(agent: Agent, { name, hosts, shared }: HostFiles): Promise<void> {
  const folder = join(HOSTS, name);
  const home = join(folder, LAB_FOLDER);
  makeEtc(join(folder, 'etc'), ownFiles(name, hosts));
  for (const [its] of FOLDERS) mkdirSync(join(folder, its), { recursive: true });
  for (const its of ['tmp', 'var-tmp', 'shm']) chmodSync(join(folder, its), 0o1777);
  for (const path of shared) mkdirSync(join(home, 'src', path), { recursive: true });
  mkdirSync(join(home, 'src'), { recursive: true });
  const bind = (from: string, to: string, flags: number) => agent.ask('mount', from, to, 'none', flags, '');
  await Promise.all([
    bind('/etc', join(folder, 'etc', MACHINE), BIND),
    agent.ask('mount', 'devpts', '/dev/pts', 'devpts', NOSUID_NOEXEC, 'newinstance,ptmxmode=0666,mode=600'),
    ...shared.map((path) => bind(join(SHARED, path), join(home, 'src', path), BIND)),
    ...FOLDERS.map(([its, where]) => bind(join(folder, its), where, BIND_ALL)),
  ]);
}

/**
 * Makes the folders that hosts share, with room for all of them together: programs that are not the lab's own write there,
 * too. No link in them is followed, since a command of the lab's author would follow it with more rights.
 */
export async function makeShared(agent: Agent, shared: readonly string[]): Promise<void> {
  if (shared.length === 0) return;
  mkdirSync(SHARED, { recursive: true });
  await agent.ask(
    'mount',
    'tmpfs',
    SHARED,
    'tmpfs',
    NOSUID_NODEV_NOSYMFOLLOW,
    `size=${SHARED_ROOM},nr_inodes=20000,mode=755`,
  );
  for (const path of shared) mkdirSync(join(SHARED, path), { recursive: true });
}

/** Where programs of all hosts find a folder that they share, and where it is. */
export function sharedFolders(shared: readonly string[]): { from: string; to: string }[] {
  return shared.map((path) => ({ from: join(SHARED, path), to: `${LAB_FOLDER}/src/${path}` }));
}

/** Gives each host a copy of the sources with what was built of them; what they share there is once. */
export async function copySources(names: readonly string[], shared: readonly string[]): Promise<void> {
  const from = `${LAB_FOLDER}/src`;
  const toHosts = names.map((name) => `cp -a ${from}/. ${join(HOSTS, name, LAB_FOLDER, 'src')}`);
  await runTool(['bash', '-c', ['set -e', ...toHosts, ...fillShared(from, shared)].join('\n')]);
}

/** Commands of bash that put what the build has made into the folders that hosts share. A link may lead to anybody's files. */
export function fillShared(from: string, shared: readonly string[]): string[] {
  return shared.map(
    (name) =>
      `if [ -d ${from}/${name} ] && [ ! -L ${from}/${name} ]; then cp -a ${from}/${name}/. ${join(SHARED, name)}; fi`,
  );
}
