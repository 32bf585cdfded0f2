import { LabreportError } from '../../text/errors.ts';
import { probeAgent } from '../agent/probe-agent.ts';
import type { Need } from '../host-driver.ts';
import { isKernel } from '../kernel.ts';
import { type ToolResult, tryTool } from '../tool.ts';
import { confineProgram, OWN_FOLDER } from './bubblewrap.ts';
import { enterNamespaces } from './confine.ts';
import { LAB_FOLDER } from './mounts.ts';
import { seccompFilter } from './seccomp.ts';
import { startBubblewrap } from './starter.ts';

/** What the driver needs, from the ground up: each is tried inside what the one before it made. */
const TRIALS = [
  {
    name: 'user, network, mount, UTS and PID namespaces without root',
    script: 'true',
    mend: 'sudo sysctl -w kernel.unprivileged_userns_clone=1',
  },
  {
    name: 'capabilities inside them (mount a tmpfs, make a network namespace)',
    script: 'mount -t tmpfs tmpfs /run && mkdir /run/netns && ip netns add probe',
    mend: 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  },
  {
    name: 'virtual cables and switches',
    script: 'ip link add v0 type veth peer name v1 && ip link add br0 type bridge',
    mend: 'sudo modprobe -a veth bridge',
  },
  {
    name: 'own terminals',
    script: 'mount -t devpts -o newinstance,ptmxmode=0666 devpts /dev/pts',
    mend: 'sudo apt-get install util-linux',
  },
  {
    name: 'captures',
    // tcpdump does not tell a script when it listens: packets are sent until it has one.
    script:
      'ip link set lo up && timeout 5 tcpdump -i lo -c 1 --immediate-mode -w /dev/null & ' +
      'while kill -0 $!; do echo probe >/dev/udp/127.0.0.1/9; done 2>/dev/null; wait $!',
    mend: 'sudo apt-get install tcpdump',
  },
];

/** Tries each need for real; what does not work is told with the tool's own words. */
export async function probeNamespaces(): Promise<Need[]> {
  const needs = TRIALS.map(async ({ name, script, mend }) => {
    const { status, stderr } = await tryTool([...enterNamespaces(), 'bash', '-c', script]);
    const seen = status === 0 ? 'works' : stderr.trim() || `ended with status ${status}`;
    return { name, met: status === 0, required: true, seen, ...(status !== 0 && { mend }) };
  });
  return Promise.all([...needs, probeAgent(enterNamespaces()), probeSandbox()]);
}

/** Only labs with programs that are not their own need it. It is tried on a host, as a program there would be. */
async function probeSandbox(): Promise<Need> {
  const { status, stderr } = await trySandbox();
  const byRoot = 'works; the kernel holds no limit on processes that root has started, labreport alone counts them';
  const works = process.geteuid?.() === 0 && !isKernel(6, 14) ? byRoot : 'works';
  return {
    name: 'confinement of programs that are not a lab’s own (--source)',
    met: status === 0,
    required: false,
    seen: status === 0 ? works : stderr.trim() || `ended with status ${status}`,
    ...(status !== 0 && { mend: 'sudo apt-get install bubblewrap perl-base' }),
  };
}

async function trySandbox(): Promise<ToolResult> {
  const own = ['--ro-bind', '/proc', '/proc'];
  const place = `${OWN_FOLDER}/trial`;
  const disk = place;
  try {
    const [closed, open] = [true, false].map((isClosed) => {
      const bwrap = confineProgram(['true'], { disk, own, closed: isClosed });
      const options = { place, processes: 64, counted: `${place}/counted`, filter: `${place}/filter` };
      return startBubblewrap(bwrap, options).map(quote).join(' ');
    });
    const filter = [...seccompFilter()].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
    const script = `mount -t tmpfs tmpfs /run
mkdir -p ${OWN_FOLDER}/etc ${disk}/src ${disk}/tmp ${disk}/shm ${disk}/proc ${LAB_FOLDER}
mkfifo ${place}/counted
printf '${filter}' >${place}/filter
${closed} 2>/dev/null || { rm ${place}/count; ${open}; }`;
    return await tryTool([...enterNamespaces(), 'bash', '-c', script]);
  } catch (error) {
    if (!(error instanceof LabreportError)) throw error;
    return { status: null, stdout: '', stderr: error.message };
  }
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
