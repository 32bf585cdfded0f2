import type { Interface, NetworkPlan } from '../host-driver.ts';

/** A host that has its namespaces already. */
export interface Made {
  interfaces: readonly Interface[];
  /** The process that holds its namespaces. */
  init: number;
}

/**
 * For `ip -batch` where the runner is: a bridge for each network, and the cables by which each host is connected to its
 * networks. Each link is made where it stays: moving one to another namespace takes the kernel tens of milliseconds.
 */
export function links(plan: NetworkPlan, hosts: readonly Made[]): string {
  const bridge = (network: string) => `br${Object.keys(plan.networks).indexOf(network)}`;
  const bridges = Object.keys(plan.networks).flatMap((network) => [
    `link add ${bridge(network)} type bridge mcast_snooping 0 forward_delay 0`,
    `link set ${bridge(network)} alias ${network} up`,
  ]);
  const cables = hosts.flatMap(({ interfaces, init }, host) =>
    interfaces.flatMap(({ name, network, mac }, i) => [
      `link add port${host}-${i} type veth peer name ${name} address ${mac} netns ${init}`,
      `link set port${host}-${i} master ${bridge(network)} up`,
    ]),
  );
  return asLines([...bridges, ...cables]);
}

/**
 * For `ip -batch` on a host: its addresses, routes and neighbours. Congestion control is the route's: a network namespace
 * may have as its own only what the machine has as its default, or reno.
 */
export function configure(plan: NetworkPlan, { interfaces }: Made, congestionControl: string): string {
  const devices = interfaces.flatMap((device) => {
    const { name, address } = device;
    const cidr = plan.networks[device.network] as string;
    return [
      `addr add ${address}/${cidr.split('/')[1]} dev ${name}`,
      `link set ${name} up`,
      // RFC 6298 section 2.4. On a busy machine the kernel's own 200 ms end too early now and then.
      `route change ${cidr} dev ${name} proto kernel scope link src ${address} rto_min 1s congctl ${congestionControl}`,
      ...neighbours(plan, device),
    ];
  });
  return asLines(['link set lo up', ...devices]);
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

function asLines(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
