import { openAgents } from '../../src/hosts/agent/open-agents.ts';
import type { Machine } from '../../src/hosts/machine.ts';

/** This machine as one where programs can be started; `close` ends what still runs. */
export async function openThisMachine(
  onLost: (error: Error) => void = () => {},
): Promise<{ machine: Machine; close: () => void }> {
  const { own } = await openAgents(0, { onLost });
  return { machine: own.machine({ processes: true, mounts: true }), close: () => own.close() };
}
