import type { NetworkPlan } from '../types.ts';

/** Where programs of the lab see the run's folder, whatever its name is outside. */
export const LAB_FOLDER = '/run/lab';

/**
 * A shell script that gives the lab its own /run, its own terminals
 * (numbered from pts/0), the run's folder under a name that tells nothing of this machine, and names that need no name server.
 */
export function mountScript(plan: NetworkPlan, folder: string): string {
  return `set -e
mount -t tmpfs tmpfs /run
mkdir ${LAB_FOLDER}
mount --bind ${quote(folder)} ${LAB_FOLDER}
mount -t devpts -o newinstance,ptmxmode=0666,mode=600 devpts /dev/pts
echo ${quote(hostsFile(plan))} >/run/hosts
: >/run/resolv.conf
echo 'hosts: files' >/run/nsswitch.conf
for f in hosts resolv.conf nsswitch.conf; do
  [ ! -e /etc/$f ] || mount --bind /run/$f /etc/$f
done
`;
}

/** hosts(5): the full name first, because reverse lookups (tcpdump, netstat without -n) show the first. */
function hostsFile({ domain, hosts }: NetworkPlan): string {
  const lines = Object.entries(hosts).flatMap(([name, addresses]) =>
    Object.values(addresses).map((address) => `${address} ${domain === undefined ? '' : `${name}.${domain} `}${name}`),
  );
  return ['127.0.0.1 localhost', ...lines].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
