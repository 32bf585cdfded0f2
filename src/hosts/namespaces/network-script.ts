import type { Interface, NetworkPlan } from '../host-driver.ts';

/** A host that has its namespaces already. */
export interface Made {
  interfaces: readonly Interface[];
  /** The process that holds its namespaces. */
  init: number;
}

/** A bridge that gets itself an IPv6 address asks the hosts whether it is in use, and that would be in captures. */
const NO_IPV6 = 'for f in all default; do echo 1 >/proc/sys/net/ipv6/conf/$f/disable_ipv6 || :; done 2>/dev/null';

/**
 * What makes the network: the file "network", a shell script that runs in their folder, and files that it hands to
 * `ip -batch`. All of it
 * is files, for an argument has room for the neighbours of 40 hosts (MAX_ARG_STRLEN, execve(2)). The script makes a bridge
 * for each network, where the runner is, and connects each host to its networks by veth pairs. All links are made first,
 * each where it stays: moving one to another namespace takes the kernel tens of milliseconds. The hosts' ends are
 * configured one after another: side by side, the carrier news of a bridge port can wait in the kernel for up to a second.
 * Prints the hosts whose offloading can't be turned off.
 */
export function networkFiles(plan: NetworkPlan, hosts: readonly Made[]): Record<string, string> {
  const bridge = (network: string) => `br${Object.keys(plan.networks).indexOf(network)}`;
  const bridges = Object.keys(plan.networks).map((network) => [
    `link add ${bridge(network)} type bridge mcast_snooping 0 forward_delay 0`,
    `link set ${bridge(network)} alias ${network} up`,
  ]);
  const cables = hosts.flatMap(({ interfaces, init }, host) =>
    interfaces.map(({ name, network, mac }, i) => [
      `link add port${host}-${i} type veth peer name ${name} address ${mac} netns ${init}`,
      `link set port${host}-${i} master ${bridge(network)} up`,
    ]),
  );
  const script = ['set -e', NO_IPV6, 'ip -batch links', ...hosts.map(enterAndConfigure)];
  return {
    network: asLines(script),
    links: asLines([...bridges, ...cables].flat()),
    ...Object.fromEntries(hosts.map((host) => [batchOf(host), asLines(configure(plan, host))])),
  };
}

function enterAndConfigure(host: Made): string {
  const offload = host.interfaces.map(({ name }) => `ethtool -K ${name} tx off tso off gso off gro off`).join(' && ');
  const script = `{ ${offload}; } >&2 || echo ${host.init}; exec ip -batch ${batchOf(host)}`;
  return `nsenter -t ${host.init} -n bash -c '${script}'`;
}

function batchOf({ init }: Made): string {
  return `host-${init}`;
}

function asLines(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

/** Addresses, routes and neighbours of one host. */
function configure(plan: NetworkPlan, { interfaces }: Made): string[] {
  const devices = interfaces.flatMap((device) => {
    const { name, address } = device;
    const cidr = plan.networks[device.network] as string;
    return [
      `addr add ${address}/${cidr.split('/')[1]} dev ${name}`,
      `link set ${name} up`,
      // RFC 6298 section 2.4. On a busy machine the kernel's own 200 ms end too early now and then.
      `route change ${cidr} dev ${name} proto kernel scope link src ${address} rto_min 1s`,
      ...neighbours(plan, device),
    ];
  });
  return ['link set lo up', ...devices];
}

/** Permanent entries for the other hosts on the same network, so that no ARP appears in a capture. */
function neighbours(plan: NetworkPlan, device: Interface): string[] {
  return Object.keys(plan.hosts)
    .flatMap((name) => planInterfaces(plan, name))
    .filter((other) => other.network === device.network && other.address !== device.address)
    .map((other) => `neigh add ${other.address} lladdr ${other.mac} dev ${device.name} nud permanent`);
}

/** eth0, eth1 ... in the order in which the lab names the host's networks; MACs from network and host numbers. */
export function planInterfaces(plan: NetworkPlan, name: string): Interface[] {
  const host = Object.keys(plan.hosts).indexOf(name) + 1;
  const networks = Object.keys(plan.networks);
  return Object.entries(plan.hosts[name] ?? {}).map(([network, address], i) => ({
    name: `eth${i}`,
    network,
    address,
    mac: ['02', '00', '00', hex(networks.indexOf(network)), hex(host >> 8), hex(host & 0xff)].join(':'),
  }));
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
