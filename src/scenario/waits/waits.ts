import type { WaitStep } from '../../lab/verbs/wait.ts';
import type { WaitFor } from '../../lab/waits/waits.ts';
import type { Run } from '../run-state.ts';
import { waitForPackets } from './packets.ts';
import { waitForProcesses } from './processes.ts';
import { waitForSockets } from './sockets.ts';
import { waitForText } from './text.ts';

type Wait<W extends WaitFor> = (what: W, step: WaitStep, run: Run) => Promise<void>;

/** How each is waited for. */
const waits: { readonly [K in WaitFor['kind']]: Wait<Extract<WaitFor, { kind: K }>> } = {
  text: waitForText,
  sockets: waitForSockets,
  packets: waitForPackets,
  processes: waitForProcesses,
};

/** Waits for it; throws StepFailed when it has not come within the step's limit. */
export async function waitFor<K extends WaitFor['kind']>(
  what: Extract<WaitFor, { kind: K }>,
  step: WaitStep,
  run: Run,
): Promise<void> {
  await waits[what.kind as K](what, step, run);
}
