import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { LabreportError } from '../../text/errors.ts';
import { childOf } from '../processes.ts';
import { runTool, tryTool } from '../tool.ts';
import type { Confined, Host, Sandbox, SandboxOptions } from '../types.ts';
import { confineProgram, OWN_FOLDER } from './bubblewrap.ts';
import { fillEtc } from './etc.ts';
import { type ForkLimit, limitForks } from './fork-limit.ts';
import { NamespaceHost } from './host.ts';
import { LAB_FOLDER } from './mounts.ts';

const BUILD = `${OWN_FOLDER}/build`;
/** A file takes memory even when it is empty. */
const MOST_FILES = 20_000;

/** A build is on no host. Where the lab's switches are, nothing has an address: there is nobody to be reached. */
const BUILD_ALONE = ['--unshare-pid', '--unshare-uts', '--hostname', 'build', '--proc', '/proc'];

/** Keeps programs apart by bubblewrap, where the lab's mounts have been made. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const binds = fillEtc();
  mkdirSync(BUILD);
  const script = ['set -e', mountDisk(BUILD, options), ...binds, 'bwrap --version'];
  const closed = canClose(await runTool(['bash', '-c', script.join('\n')]));
  makeFolders(BUILD);
  cpSync(`${LAB_FOLDER}/src`, `${BUILD}/src`, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  const trial = tryBubblewrap(closed);
  // It is waited for when there is something to be shared; until then nobody hears of its failure.
  trial.catch(() => {});
  const disks: string[] = [];
  return {
    build: {
      enter: (argv) => confineProgram(argv, { disk: BUILD, own: BUILD_ALONE, closed }),
      disk: BUILD,
      alone: true,
      // Its processes have ids of their own, and end with the first of them, which bubblewrap has started.
      destroy: (started) => kill(started === undefined ? undefined : childOf(started)?.pid),
    },
    async enter(hosts) {
      const made = hosts.filter((host) => host instanceof NamespaceHost);
      disks.push(...made.map(diskOf));
      for (const disk of disks) mkdirSync(disk);
      const places = made.map(async (host) => {
        const forks = await enterHost(host, options);
        return [host.name, confinedOn(host, closed, forks)] as const;
      });
      return new Map(await Promise.all(places));
    },
    async share() {
      await trial;
      const copies = disks.map((disk) => `cp -a ${BUILD}/src/. ${disk}/src`);
      await runTool(['bash', '-c', ['set -e', ...copies].join('\n')]);
    },
  };
}

/** bubblewrap before 0.8 can't keep programs from making user namespaces. */
function canClose(version: string): boolean {
  const [major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [];
  return major > 0 || minor >= 8;
}

async function tryBubblewrap(closed: boolean): Promise<void> {
  const { status, stderr } = await tryTool(confineProgram(['true'], { disk: BUILD, own: BUILD_ALONE, closed }));
  if (status === 0) return;
  throw new LabreportError({
    message: `programs can’t be kept apart from this machine: ${stderr.trim() || `bwrap ended with status ${status}`}`,
    hint: 'Run "labreport doctor" to see what this machine lacks.',
  });
}

/**
 * It enters all of the host but its mounts: bubblewrap looks for its child by an id that only the lab's own /proc has.
 * bubblewrap's first process stays outside of the host, as nsenter's and unshare's do.
 */
function confinedOn(host: NamespaceHost, closed: boolean, forks: ForkLimit | undefined): Confined {
  const disk = diskOf(host);
  const enter = ['nsenter', '-t', `${host.init}`, '-n', '-u', '-p', '--no-fork', '--'];
  const own = ['--ro-bind', `${disk}/proc`, '/proc', ...(forks?.options ?? [])];
  return {
    enter: (argv) => [...enter, ...confineProgram(argv, { disk, own, closed })],
    disk,
    alone: false,
    destroy: () => kill(host.init),
    ...(forks && { forbidForks: forks.forbid }),
  };
}

function kill(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

function diskOf({ name }: Host): string {
  return `${OWN_FOLDER}/host-${name}`;
}

function mountDisk(disk: string, { diskBytes }: SandboxOptions): string {
  return `mount -t tmpfs -o size=${diskBytes},nr_inodes=${MOST_FILES},mode=755,nosuid,nodev tmpfs ${disk}`;
}

function makeFolders(disk: string): void {
  for (const name of ['src', 'proc']) mkdirSync(`${disk}/${name}`);
  for (const name of ['tmp', 'shm']) {
    mkdirSync(`${disk}/${name}`);
    chmodSync(`${disk}/${name}`, 0o1777);
  }
}

/** A file system for what its programs write, and its own /proc where the runner can hand it on. */
async function enterHost(host: NamespaceHost, options: SandboxOptions): Promise<ForkLimit | undefined> {
  const disk = diskOf(host);
  await runTool(['bash', '-c', mountDisk(disk, options)]);
  makeFolders(disk);
  await runTool(['nsenter', '-t', `${host.init}`, '-p', 'mount', '-t', 'proc', 'proc', `${disk}/proc`]);
  return limitForks(host.init);
}
