import { type RunMessage, say } from '../../messages/message.ts';
import { openAgents } from '../agent/open-agents.ts';
import { probeAgent } from '../agent/probe-agent.ts';
import type { HostDriver, Interface, Need, NetworkPlan, Site, SiteOptions } from '../host-driver.ts';
import { tryTool } from '../tool.ts';
import { LoopbackHost } from './host.ts';
import { endPrograms } from './sweep.ts';

/** Tells the runner by SIGTERM when labreport's end of the pipe on fd 3 closes, however labreport ended. */
const GUARD = `"$@" <&0 3<&- & runner=$!
(read -r _ <&3; kill -TERM $runner) >/dev/null 2>&1 & watch=$!
wait $runner; status=$?
kill $watch
exit $status`;

/** Hosts that are addresses of this machine's loopback device: no namespaces, so programs see each other's processes. */
export const loopback: HostDriver = {
  name: 'loopback',
  summary: 'hosts that are 127.0.x.y addresses of this machine, where namespaces are not allowed',
  traits: { ownNetwork: false, ownProcesses: false, namesResolve: false, confines: false, oneClock: true },
  probe,
  confine: (argv) => ['bash', '-c', GUARD, 'labreport', ...argv],
  prepare,
};

/** One agent is enough for all hosts: they are this machine. It, too, is one of the run's by its home. */
async function prepare({ plan, folder, onLost }: SiteOptions): Promise<Site> {
  const { own } = await openAgents(0, { environment: { HOME: folder }, onLost });
  return {
    folder,
    machine: own.machine({ processes: true, mounts: true }),
    async open() {
      const interfaces = planAddresses(plan);
      const names = Object.keys(plan.hosts);
      const hosts = names.map(
        (name) =>
          new LoopbackHost({ name, domain: plan.domain, interfaces: interfaces[name] ?? [], folder, agent: own }),
      );
      return { hosts, pins: [], limits: LIMITS, giveSources: async () => {} };
    },
    end() {
      own.close();
      endPrograms(folder);
    },
  };
}

const LIMITS: RunMessage[] = [say('sharedDevice'), say('sharedMachine'), say('sharedFiles'), say('noHostNames')];

async function probe(): Promise<Need[]> {
  // tcpdump does not tell a script when it listens: packets are sent until it has one.
  const capture = await tryTool([
    'bash',
    '-c',
    'timeout 5 tcpdump -i lo -c 1 --immediate-mode -w /dev/null udp port 9 & ' +
      'while kill -0 $!; do echo probe >/dev/udp/127.0.0.1/9; done 2>/dev/null; wait $!',
  ]);
  const seen = ({ status, stderr }: typeof capture) => (status === 0 ? 'works' : stderr.trim() || `status ${status}`);
  return [
    await probeAgent(),
    {
      name: 'captures on the loopback device',
      met: capture.status === 0,
      required: false,
      seen: seen(capture),
      mend: 'sudo setcap cap_net_raw,cap_net_admin=eip "$(command -v tcpdump)"',
    },
  ];
}

/** 127.0.N.H: N counts the lab's networks from 1, H its hosts. */
function planAddresses(plan: NetworkPlan): Record<string, Interface[]> {
  const networks = Object.keys(plan.networks);
  const hosts = Object.keys(plan.hosts);
  return Object.fromEntries(
    hosts.map((name, host) => [
      name,
      Object.keys(plan.hosts[name] ?? {}).map((network) => ({
        name: 'lo',
        network,
        address: `127.0.${networks.indexOf(network) + 1}.${host + 1}`,
      })),
    ]),
  );
}
