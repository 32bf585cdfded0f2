import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { LabreportError } from '../../text/errors.ts';
import { poll } from '../../text/poll.ts';
import { childOf } from '../processes.ts';
import { runTool, TOOL_PATH, tryTool } from '../tool.ts';
import type { Interface, NetworkPlan, OpenHosts } from '../types.ts';
import { NamespaceHost } from './host.ts';
import { LAB_FOLDER, mountScript } from './mounts.ts';

const SWITCH = 'labreport-switch';
const FORWARDING_LIMIT_MS = 5_000;

/** Makes the switches, then the hosts one after another: made side by side, a port's carrier news can wait for 1 s. */
export async function openNamespaces(plan: NetworkPlan, folder: string): Promise<OpenHosts> {
  const names = Object.keys(plan.hosts);
  await runTool(['bash', '-c', mountScript(plan, folder)]);
  const [inits] = await Promise.all([Promise.all(names.map(startInit)), makeSwitches(plan)]);
  const hosts = names.map((name, i) => {
    const interfaces = planInterfaces(plan, name);
    return new NamespaceHost({ name, domain: plan.domain, interfaces, init: inits[i] as number });
  });
  const limits: string[] = [];
  for (const [i, host] of hosts.entries()) {
    const offloadOff = await connect({ plan, index: i, interfaces: host.interfaces, init: inits[i] as number });
    if (!offloadOff)
      limits.push(`Checksums and large frames of ${host.name} are not as on a wire: ethtool is missing.`);
  }
  await allForwarding(hosts.reduce((sum, host) => sum + host.interfaces.length, 0));
  // The kernel ends what still runs, with the namespaces.
  return { hosts, folder: LAB_FOLDER, pins: PINS, limits, end: () => {} };
}

const PINS = [
  'Every interface has a fixed MAC address, and every host knows the others’: no ARP is needed.',
  'Host names are read from a hosts file made for the lab; no name server is asked.',
  'IPv6 is off on the hosts, and so are checksum and segmentation offload: packets look as on a wire.',
  'A segment is not retransmitted before 1 s has passed (RFC 6298), and a reset ends no TIME_WAIT (RFC 1337).',
  'Each host counts its processes from 1.',
];

/**
 * Starts the process that holds a host's namespaces, and returns its id. It is bash because PID 1 must reap
 * orphans; it is executed anew to be short where the lab's own `ps` shows it.
 */
async function startInit(name: string): Promise<number> {
  const script = `hostname ${name}
for f in all default; do echo 1 >/proc/sys/net/ipv6/conf/$f/disable_ipv6; done
echo 1 >/proc/sys/net/ipv4/tcp_rfc1337
echo ready
exec bash -c 'read -r _'`;
  const flags = ['--net', '--uts', '--pid', '--mount', '--fork', '--kill-child', '--mount-proc'];
  const child = spawn('unshare', [...flags, 'bash', '-c', script], {
    env: { PATH: TOOL_PATH },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  const init = childOf(child.pid as number);
  if (init === undefined) throw new LabreportError({ message: `could not make host ${name}: unshare ended at once` });
  return init.pid;
}

/** A bridge for each network, in a network namespace of their own. */
async function makeSwitches(plan: NetworkPlan): Promise<void> {
  const bridges = Object.keys(plan.networks).map(
    (network, i) =>
      `link add br${i} type bridge mcast_snooping 0 forward_delay 0\nlink set br${i} alias ${network}\nlink set br${i} up\n`,
  );
  await runTool(['ip', '-n', SWITCH, '-batch', '-'], bridges.join(''));
}

/** A host's cables: one veth pair for each network it is on, configured in one batch. */
async function connect(options: { plan: NetworkPlan; index: number; interfaces: readonly Interface[]; init: number }) {
  const { plan, index, interfaces, init } = options;
  const networks = Object.keys(plan.networks);
  const ports = interfaces.map((device, i) => ({
    device,
    port: `p${index}-${i}`,
    bridge: `br${networks.indexOf(device.network)}`,
  }));
  const plug = ports.map(
    ({ device, port, bridge }) =>
      `link add ${port} type veth peer name ${device.name} address ${device.mac} netns ${init}\nlink set ${port} master ${bridge} up\n`,
  );
  await runTool(['ip', '-n', SWITCH, '-batch', '-'], plug.join(''));
  const inside = (argv: string[]) => ['nsenter', '-t', `${init}`, '-n', '--', ...argv];
  const names = interfaces.map(({ name }) => name);
  const offload = await tryTool(
    inside([
      'bash',
      '-c',
      `for i in ${names.join(' ')}; do ethtool -K $i tx off tso off gso off gro off || exit; done`,
    ]),
  );
  const up = interfaces.map((device) => {
    const { name, address } = device;
    const cidr = plan.networks[device.network] as string;
    const set = `addr add ${address}/${cidr.split('/')[1]} dev ${name}\nlink set ${name} up\n`;
    // RFC 6298 section 2.4. On a busy machine the kernel's own 200 ms end too early now and then.
    const patience = `route change ${cidr} dev ${name} proto kernel scope link src ${address} rto_min 1s\n`;
    return set + patience + neighbours(plan, device);
  });
  await runTool(inside(['ip', '-batch', '-']), `link set lo up\n${up.join('')}`);
  return offload.status === 0;
}

/** Permanent entries for the other hosts on the same network, so that no ARP appears in a capture. */
function neighbours(plan: NetworkPlan, device: Interface): string {
  return Object.keys(plan.hosts)
    .flatMap((name) => planInterfaces(plan, name))
    .filter((other) => other.network === device.network && other.address !== device.address)
    .map((other) => `neigh add ${other.address} lladdr ${other.mac} dev ${device.name} nud permanent\n`)
    .join('');
}

/** eth0, eth1 ... in the order in which the lab names the host's networks; MACs from host and network numbers. */
function planInterfaces(plan: NetworkPlan, name: string): Interface[] {
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

/** A bridge port drops frames until the switch says that it forwards. */
async function allForwarding(ports: number): Promise<void> {
  const look = async () => {
    const shown = await runTool(['bridge', '-n', SWITCH, 'link']);
    return shown.split('state forwarding').length - 1 >= ports || undefined;
  };
  const ready = await poll(look, AbortSignal.timeout(FORWARDING_LIMIT_MS));
  if (!ready) throw new LabreportError({ message: 'the lab’s switch did not begin to forward within 5 s' });
}
