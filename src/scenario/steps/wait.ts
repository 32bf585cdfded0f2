import type { WaitStep } from '../../lab/verbs/wait.ts';
import type { Run } from '../run-state.ts';
import { waitFor } from '../waits/waits.ts';

/** Waits for an event that no program tells by itself. */
export async function wait(step: WaitStep, run: Run): Promise<void> {
  await waitFor(step.for, step, run);
}
