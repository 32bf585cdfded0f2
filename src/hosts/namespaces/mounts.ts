import { existsSync, writeFileSync } from 'node:fs';
import { LabreportError } from '../../text/errors.ts';
import { poll } from '../../text/poll.ts';
import type { NetworkPlan } from '../host-driver.ts';
import { runTool } from '../tool.ts';

/** Where programs of the lab see the run's folder, whatever its name is outside. */
export const LAB_FOLDER = '/run/lab';
/** Names the file that tells that the mounts are made: of each lab another one, since this machine's own /run is seen before. */
export const READY_VARIABLE = 'LABREPORT_READY';
const MOUNTING_LIMIT_MS = 10_000;

/**
 * Each host gets a socket table of its own (tcp_child_ehash_entries, Linux 6.1). Without that all share this machine's,
 * and whoever reads /proc/net/tcp, netstat among them, goes through hundreds of thousands of empty entries.
 */
const SOCKET_TABLE_ENTRIES = 1024;
/** Of the 128 watchers (inotify(7)) that a user has as a rule: the person's editor and preview need some meanwhile. */
const MOST_INOTIFY = 64;

/**
 * A shell script that gives the lab its own /run, its own terminals (numbered from pts/0), and names that need no name
 * server. It needs no lab, so it runs while the runner comes up.
 */
export const MOUNTS = `set -e
mount -t tmpfs tmpfs /run
# Nothing is ever written into this machine's own.
for f in /run/*; do [ ! -e "$f" ] || exit 1; done
mkdir ${LAB_FOLDER}
mount -t devpts -o newinstance,ptmxmode=0666,mode=600 devpts /dev/pts
: >/run/hosts >/run/resolv.conf
echo 'hosts: files' >/run/nsswitch.conf
for f in hosts resolv.conf nsswitch.conf; do
  [ ! -e /etc/$f ] || mount --bind /run/$f /etc/$f
done
{ echo ${MOST_INOTIFY} >/proc/sys/user/max_inotify_instances; } 2>/dev/null || :
{ echo ${SOCKET_TABLE_ENTRIES} >/proc/sys/net/ipv4/tcp_child_ehash_entries; } 2>/dev/null || :
: >"$${READY_VARIABLE}"`;

/** Gives the lab its names, and the run's folder under a name that tells nothing of this machine. */
export async function prepareMounts(plan: NetworkPlan, folder: string): Promise<string> {
  const ready = process.env[READY_VARIABLE] as string;
  const made = () => existsSync(ready) || undefined;
  if ((await poll(made, AbortSignal.timeout(MOUNTING_LIMIT_MS))) === undefined)
    throw new LabreportError({
      code: 'driver-unavailable',
      message: 'the lab’s own folders were not mounted within 10 s',
    });
  writeFileSync('/run/hosts', hostsFile(plan));
  await runTool(['mount', '--bind', folder, LAB_FOLDER]);
  return LAB_FOLDER;
}

/** hosts(5): the full name first, because reverse lookups (tcpdump, netstat without -n) show the first. */
export function hostsFile({ domain, hosts }: NetworkPlan): string {
  const lines = Object.entries(hosts).flatMap(([name, addresses]) =>
    Object.values(addresses).map((address) => `${address} ${domain === undefined ? '' : `${name}.${domain} `}${name}`),
  );
  return `${['127.0.0.1 localhost', ...lines].join('\n')}\n`;
}
