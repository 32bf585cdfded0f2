import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunMessage, say } from '../../messages/message.ts';
import { LabreportError } from '../../text/errors.ts';
import { poll } from '../../text/poll.ts';
import { NOT_THE_FIRST } from '../../text/shell/settings.ts';
import type { NetworkPlan, OpenHosts } from '../host-driver.ts';
import { childOf } from '../processes.ts';
import { runTool, TOOL_PATH } from '../tool.ts';
import { NamespaceHost } from './host.ts';
import { networkFiles, planInterfaces } from './network-script.ts';

const FORWARDING_LIMIT_MS = 5_000;

const PINS: RunMessage[] = [
  say('fixedMacs'),
  say('ownHostsFile'),
  say('plainPackets'),
  say('tcpPinned'),
  say('ownProcessIds'),
];

/** Makes each host's namespaces, then the network between them. */
export async function openNamespaces(plan: NetworkPlan): Promise<OpenHosts> {
  const made = await Promise.all(
    Object.keys(plan.hosts).map(async (name) => ({
      name,
      domain: plan.domain,
      interfaces: planInterfaces(plan, name),
      init: await startInit(name),
    })),
  );
  const offloading = await makeNetwork(networkFiles(plan, made));
  await allForwarding(made.reduce((sum, { interfaces }) => sum + interfaces.length, 0));
  return {
    hosts: made.map((options) => new NamespaceHost(options)),
    pins: PINS,
    limits: offloading === '' ? [] : [say('offloaded')],
    // The kernel ends what still runs, with the namespaces.
    end: () => {},
  };
}

/** Writes the files into the lab's own /run, runs the script "network" among them, and leaves none of them. */
async function makeNetwork(files: Record<string, string>): Promise<string> {
  const folder = mkdtempSync('/run/network-');
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await runTool(['bash', '-c', 'cd "$0" && . ./network', folder]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

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
    env: { PATH: TOOL_PATH, ...NOT_THE_FIRST },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  // Held open and never written to: at its end, bash ends.
  child.stdin?.on('error', () => {});
  // Where the machine could not give pipes, there are none, and the child's error says so.
  const ready = child.stdout ? [once(child.stdout, 'data')] : [];
  await Promise.race([once(child, 'exit'), ...ready]);
  const init = childOf(child.pid as number);
  if (init === undefined)
    throw new LabreportError({
      code: 'driver-unavailable',
      message: `could not make host ${name}: unshare ended at once`,
    });
  return init.pid;
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
