import { type RunMessage, say } from '../../messages/message.ts';
import type { HostDriver, Interface, Need, NetworkPlan } from '../host-driver.ts';
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
  prepare: async (_, folder) => folder,
  async open(plan, folder) {
    const interfaces = planAddresses(plan);
    const names = Object.keys(plan.hosts);
    const hosts = names.map(
      (name) => new LoopbackHost({ name, domain: plan.domain, interfaces: interfaces[name] ?? [], folder }),
    );
    return { hosts, pins: [], limits: LIMITS, end: () => endPrograms(folder) };
  },
};

const LIMITS: RunMessage[] = [say('sharedDevice'), say('sharedMachine'), say('noHostNames')];

async function probe(): Promise<Need[]> {
  const shell = await tryTool(['bash', '-c', 'exit 0']);
  // tcpdump does not tell a script when it listens: packets are sent until it has one.
  const capture = await tryTool([
    'bash',
    '-c',
    'timeout 5 tcpdump -i lo -c 1 --immediate-mode -w /dev/null udp port 9 & ' +
      'while kill -0 $!; do echo probe >/dev/udp/127.0.0.1/9; done 2>/dev/null; wait $!',
  ]);
  const seen = ({ status, stderr }: typeof shell) => (status === 0 ? 'works' : stderr.trim() || `status ${status}`);
  return [
    { name: 'a shell', met: shell.status === 0, required: true, seen: seen(shell), mend: 'sudo apt-get install bash' },
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
