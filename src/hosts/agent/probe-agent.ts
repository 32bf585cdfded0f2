import type { Need } from '../host-driver.ts';
import { runOn } from '../run-on.ts';
import type { Agent } from './agent.ts';
import { openAgents } from './open-agents.ts';

/**
 * Tries whether programs can be started on a host, and how they ended be told: on one made inside of `around`, an argv
 * that runs the argv behind it, or else on this machine.
 */
export async function probeAgent(around?: readonly string[]): Promise<Need> {
  const seen = await tryAgent(around).catch(({ message }: Error) => message);
  return {
    name: 'programs on a host, and the way they ended',
    met: seen === 'works',
    required: true,
    seen,
    ...(seen !== 'works' && { mend: 'sudo apt-get install bash perl-base' }),
  };
}

async function tryAgent(around?: readonly string[]): Promise<string> {
  const { own } = await openAgents(0, { ...(around && { around }), onLost: () => {} });
  try {
    if (around !== undefined) await own.ask('host', 'probe', 'bash', '-c', 'read -r _');
    return await tryProgram(own);
  } finally {
    own.close();
  }
}

async function tryProgram(agent: Agent): Promise<string> {
  const { exit, printed } = await runOn(agent.machine({ processes: true, mounts: true }), ['bash', '-c', 'exit 7']);
  if ('status' in exit && exit.status === 7) return 'works';
  return printed.trim() || `a program that ends with status 7 ended with ${JSON.stringify(exit)}`;
}
