import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunMessage, say } from '../../messages/message.ts';
import { LabreportError } from '../../text/errors.ts';
import { poll } from '../../text/poll.ts';
import type { Agent } from '../agent/agent.ts';
import type { Agents } from '../agent/open-agents.ts';
import type { NetworkPlan, OpenHosts } from '../host-driver.ts';
import { hasSucceeded, runOn } from '../run-on.ts';
import { runTool } from '../tool.ts';
import { copySources, giveFiles, type HostFiles, makeShared } from './files/host-files.ts';
import { NamespaceHost } from './host.ts';
import { hostsFile } from './mounts.ts';
import { configure, links, planInterfaces } from './network.ts';

const FORWARDING_LIMIT_MS = 5_000;

const PINS: RunMessage[] = [
  say('fixedMacs'),
  say('ownHostsFile'),
  say('plainPackets'),
  say('tcpPinned'),
  say('ownProcessIds'),
  say('ownFiles'),
];

/** Process 1 of a host. It is bash because that one must reap orphans, and it is short where the lab's own `ps` shows it. */
const INIT = ['bash', '-c', 'read -r _'];

/** Makes each host's namespaces, then the network between them. */
export async function openNamespaces(plan: NetworkPlan, { own, hosts: agents }: Agents): Promise<OpenHosts> {
  const { domain, shared = [] } = plan;
  const names = Object.keys(plan.hosts);
  await makeShared(own, shared);
  const making = names.map(async (name, i) => {
    const agent = agents[i] as Agent;
    const init = await makeHost(agent, { name, hosts: hostsFile(plan), shared });
    return new NamespaceHost({ name, domain, interfaces: planInterfaces(plan, name), agent, init });
  });
  const [hosts] = await Promise.all([Promise.all(making), withoutIpv6(own)]);
  const algorithm = congestionControl();
  await connect(plan, hosts, algorithm);
  const areOffloaded = await Promise.all(hosts.map(isOffloaded));
  await allForwarding(hosts.reduce((sum, { interfaces }) => sum + interfaces.length, 0));
  return {
    hosts,
    pins: [...PINS, say('congestionControl', { algorithm })],
    limits: areOffloaded.includes(true) ? [say('offloaded')] : [],
    giveSources: () => copySources(names, shared),
  };
}

/** Makes an agent's namespaces, and what is a host's own; gives the id of their first process. */
async function makeHost(agent: Agent, files: HostFiles): Promise<number> {
  const { name } = files;
  try {
    const [[init]] = await Promise.all([
      agent.ask('host', name, ...INIT),
      withoutIpv6(agent),
      ...Object.entries(settings()).map(([key, value]) => agent.ask('put', `/proc/sys/net/ipv4/${key}`, value)),
      giveFiles(agent, files),
    ]);
    return Number(init);
  } catch (error) {
    throw new LabreportError({
      code: 'driver-unavailable',
      message: `could not make host ${name}: ${(error as Error).message}`,
      hint: 'Run "labreport doctor" to see what this machine lacks.',
    });
  }
}

/** ip-sysctl.rst of the kernel. Each is the network namespace's own. */
function settings(): Record<string, string> {
  const gid = process.getgid?.();
  return {
    tcp_rfc1337: '1',
    // Whoever is alone on a host may have all of its ports, and ping.
    ip_unprivileged_port_start: '0',
    ping_group_range: `${gid} ${gid}`,
  };
}

/** A device that gets itself an IPv6 address asks others whether it is in use, and that would be in captures. */
async function withoutIpv6(agent: Agent): Promise<void> {
  const files = ['all', 'default'].map((which) => `/proc/sys/net/ipv6/conf/${which}/disable_ipv6`);
  // There may be no IPv6 at all.
  await Promise.all(files.map((file) => agent.ask('put', file, '1').catch(() => {})));
}

/**
 * The hosts' ends are configured one after another: side by side, the carrier news of a bridge port can wait in the kernel
 * for up to a second. What is to be done stands in files: an argument has room for the neighbours of 40 hosts
 * (MAX_ARG_STRLEN, execve(2)).
 */
async function connect(plan: NetworkPlan, hosts: readonly NamespaceHost[], algorithm: string): Promise<void> {
  await runTool(['ip', '-batch', '-'], links(plan, hosts));
  const folder = mkdtempSync('/run/network-');
  try {
    for (const host of hosts) {
      const file = join(folder, host.name);
      writeFileSync(file, configure(plan, host, algorithm));
      const { exit, printed } = await runOn(host.unseen, ['ip', '-batch', file]);
      if (!hasSucceeded(exit))
        throw new LabreportError({
          code: 'driver-unavailable',
          message: `could not connect host ${host.name} to its networks: ${printed.trim()}`,
          hint: 'Run "labreport doctor" to see what this machine lacks.',
        });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What Linux has by default, or what each has: whatever this machine's own is (tcp(7), RFC 9438). */
function congestionControl(): string {
  const available = readFileSync('/proc/sys/net/ipv4/tcp_available_congestion_control', 'utf8');
  return available.split(/\s/).includes('cubic') ? 'cubic' : 'reno';
}

/** Whether the kernel goes on to do for a host what its packets should show. */
async function isOffloaded({ agent, interfaces }: NamespaceHost): Promise<boolean> {
  const asked = interfaces.map(({ name }) => agent.ask('offload', name));
  return Promise.all(asked).then(
    () => false,
    () => true,
  );
}

/** A bridge port drops frames until the bridge says that it forwards. */
async function allForwarding(ports: number): Promise<void> {
  const look = async () => {
    const shown = await runTool(['bridge', 'link']);
    return shown.split('state forwarding').length - 1 >= ports || undefined;
  };
  const ready = await poll(look, AbortSignal.timeout(FORWARDING_LIMIT_MS));
  if (!ready)
    throw new LabreportError({
      code: 'driver-unavailable',
      message: 'the lab’s switch did not begin to forward within 5 s',
    });
}
