import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { LabreportError } from '../../text/errors.ts';
import { within } from '../../text/within.ts';
import { callNumber } from '../syscalls.ts';
import { TOOL_PATH } from '../tool.ts';
import SOURCE from './agent.pl';
import { Agent } from './agent.ts';

/** System calls for which perl has no function. */
const CALLS = ['clock_gettime', 'close', 'keyctl', 'mount', 'prctl', 'sethostname', 'setns', 'setsid', 'unshare'];

export interface Agents {
  /** Where labreport's runner is. */
  own: Agent;
  /** One for each host, in their order; where the runner is, until it makes itself one of a host. */
  hosts: Agent[];
}

export interface AgentsOptions {
  /** An argv that runs the argv behind it. */
  around?: readonly string[];
  environment?: Record<string, string>;
  /** Hears of one that ends before it is to. */
  onLost: (error: Error) => void;
}

/** How much of what perl says of its errors is told. */
const MOST_SAID = 1000;
/** What it says is there within moments of its end. */
const SAYING_LIMIT_MS = 1_000;

/**
 * Starts an agent, and as many more as there are hosts, each a fork of the first: that perl comes up once is what it
 * costs.
 */
export async function openAgents(hosts: number, options: AgentsOptions): Promise<Agents> {
  const { around = [], environment, onLost } = options;
  const numbers = CALLS.map((name) => `${name}=${callNumber(name)}`);
  const wires = Array.from({ length: hosts + 1 }, () => 'pipe' as const);
  const [file, ...args] = [...around, 'perl', '-e', SOURCE, `${hosts}`, ...numbers] as [string, ...string[]];
  const child = spawn(file, args, {
    env: { PATH: TOOL_PATH, LC_ALL: 'C', ...environment },
    stdio: ['ignore', 'ignore', 'pipe', ...wires],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    said = `${said}${text}`.slice(-MOST_SAID);
  });
  await isStarted(child);
  // When the run is over, nothing is left for it to do.
  child.unref();
  const why = async () => {
    await within(once(child, 'close'), AbortSignal.timeout(SAYING_LIMIT_MS));
    return said.trim();
  };
  const [own, ...others] = wires.map((_, i) => new Agent(child.stdio[i + 3] as Duplex, { onLost, why }));
  return { own: own as Agent, hosts: others };
}

async function isStarted(child: ChildProcess): Promise<void> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw error;
    throw new LabreportError({
      code: 'driver-unavailable',
      message: `could not make the lab's hosts: ${message}: there is no perl here`,
      hint: 'Install it ("sudo apt-get install perl-base"), and run "labreport doctor" to see what else this machine lacks.',
    });
  }
}
