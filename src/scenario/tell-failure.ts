import type { Run } from './run-state.ts';
import { exhausted, StepFailed } from './steps/step-failed.ts';

/** Does what belongs to a step. False, and told, when it did not see what it waited for. */
export async function tellFailure(run: Run, step: number, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const failed = error instanceof StepFailed ? error : exhausted(error);
    if (failed === undefined) throw error;
    const { expected, seen } = failed;
    run.onEvent({ type: 'step-failed', atMs: run.clock.nowMs(), failure: { step, expected, seen } });
    return false;
  }
}
