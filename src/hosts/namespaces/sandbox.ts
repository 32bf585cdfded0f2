import { chmodSync, copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { LabreportError } from '../../text/errors.ts';
import type { Agent } from '../agent/agent.ts';
import type { Host, Sandbox, SandboxOptions } from '../host-driver.ts';
import { hasSucceeded, runOn } from '../run-on.ts';
import { runTool, tryTool } from '../tool.ts';
import { OWN_FOLDER } from './bubblewrap.ts';
import { Count } from './count.ts';
import { fillEtc } from './etc.ts';
import { fillShared } from './files/host-files.ts';
import { NamespaceHost } from './host.ts';
import { LAB_FOLDER } from './mounts.ts';
import { countedIn, EMPTY, FILTER, PID_MAX, Place, procOf } from './place.ts';
import { seccompFilter } from './seccomp.ts';

const BUILD = `${OWN_FOLDER}/build`;
/** A file takes memory even when it is empty. */
const MOST_FILES = 20_000;

/** Keeps programs apart by bubblewrap, where the lab's mounts have been made. */
export async function openSandbox(
  agent: Agent,
  options: SandboxOptions & { shared: readonly string[] },
): Promise<Sandbox> {
  const lab = agent.machine({ processes: true, mounts: true });
  const around = agent.machine({ processes: true, mounts: true, isInside: true });
  const filter = seccompFilter();
  const binds = fillEtc();
  mkdirSync(BUILD);
  writeFileSync(FILTER, filter);
  writeFileSync(EMPTY, '');
  copyFileSync('/proc/sys/kernel/pid_max', PID_MAX);
  const script = ['set -e', mountDisk(BUILD, options), `mkfifo ${countedIn(BUILD)}`, ...binds, 'bwrap --version'];
  const closed = canClose(await runTool(['bash', '-c', script.join('\n')]));
  makeFolders(BUILD);
  cpSync(`${LAB_FOLDER}/src`, `${BUILD}/src`, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  const { processes, shared } = options;
  const trial = tryBubblewrap(new Place({ disk: BUILD, around, lab, closed, processes }));
  // It is waited for when there is something to be shared; until then nobody hears of its failure.
  trial.catch(() => {});
  const hosts = new Map<string, NamespaceHost>();
  const counts = new Map<NamespaceHost, { count: Count; places: Place[] }>();
  return {
    built: `${BUILD}/src`,
    async enter(all) {
      for (const host of all) if (host instanceof NamespaceHost) hosts.set(host.name, host);
      await Promise.all([...hosts.values()].map((host) => makeDisk(host, options)));
      for (const host of hosts.values()) counts.set(host, { count: new Count(host, diskOf(host)), places: [] });
    },
    async share() {
      await trial;
      // A build may have taken away what its owner may do in the folder itself.
      const copies = [...hosts.values()].map((host) => `cp -a ${BUILD}/src/. ${diskOf(host)}/src`);
      const script = ['set -e', `chmod u+rwx ${BUILD}/src`, ...copies, ...fillShared(`${BUILD}/src`, shared)].join(
        '\n',
      );
      const { status, stderr } = await tryTool(['bash', '-c', script]);
      if (status !== 0) throw notShared(stderr);
    },
    place(name) {
      if (name === undefined) return new Place({ disk: BUILD, around, lab, closed, processes });
      const host = hosts.get(name);
      if (host === undefined) throw new Error(`host ${name} has no confinement yet`);
      const place = new Place({ disk: diskOf(host), around: host.around, lab, host, shared, closed, processes });
      counts.get(host)?.places.push(place);
      return place;
    },
    async keepCount() {
      const all = [...counts.values()].map(({ count, places }) =>
        count.set(places.flatMap(({ folder }) => folder ?? [])),
      );
      await Promise.all(all);
    },
  };
}

/** bubblewrap before 0.8 can't keep programs from making user namespaces; the seccomp filter does. */
function canClose(version: string): boolean {
  const [major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number) ?? [];
  return major > 0 || minor >= 8;
}

async function tryBubblewrap(place: Place): Promise<void> {
  const { exit, printed } = await runOn(place, ['true']);
  place.destroy();
  if (hasSucceeded(exit)) return;
  throw new LabreportError({
    code: 'confinement-unavailable',
    message: `programs can’t be kept apart from this machine: ${printed.trim() || `bwrap ended with ${JSON.stringify(exit)}`}`,
    hint: 'Run "labreport doctor" to see what this machine lacks.',
  });
}

/** The hosts have as much room as the build had: it is what it made that can't be copied. */
function notShared(said: string): LabreportError {
  const [line = ''] = said.trim().split('\n');
  return new LabreportError({
    code: 'build-failed',
    message: `what the build made can’t be given to the hosts: ${line.slice(0, 60)} ... ${line.slice(-40)}`,
    hint: 'Nothing was run. Folders in folders can’t be copied where their path is longer than 4096 bytes.',
  });
}

function diskOf({ name }: Host): string {
  return `${OWN_FOLDER}/host-${name}`;
}

function mountDisk(disk: string, { diskBytes }: SandboxOptions): string {
  return `mount -t tmpfs -o size=${diskBytes},nr_inodes=${MOST_FILES},mode=755,nosuid,nodev tmpfs ${disk}`;
}

function makeFolders(disk: string): void {
  for (const path of [`${disk}/src`, procOf(disk)]) mkdirSync(path);
  for (const name of ['tmp', 'shm']) {
    mkdirSync(`${disk}/${name}`);
    chmodSync(`${disk}/${name}`, 0o1777);
  }
}

/** A file system for what a host's programs write, and the host's own /proc where the runner can hand it on. */
async function makeDisk(host: NamespaceHost, options: SandboxOptions): Promise<void> {
  const disk = diskOf(host);
  mkdirSync(disk);
  await runTool(['bash', '-c', `${mountDisk(disk, options)} && mkfifo ${countedIn(disk)}`]);
  makeFolders(disk);
  await runTool(['nsenter', '-t', `${host.init}`, '-p', 'mount', '-t', 'proc', 'proc', procOf(disk)]);
}
