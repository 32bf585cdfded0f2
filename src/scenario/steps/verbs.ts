import { UnusableValue } from '../../lab/shell/unusable-value.ts';
import type { Step } from '../../lab/verbs/verbs.ts';
import type { Run } from '../run-state.ts';
import { startCapture } from './capture.ts';
import { takeMoment } from './moment.ts';
import { openTerminal } from './open.ts';
import { StepFailed } from './step-failed.ts';
import { stop } from './stop.ts';
import { typeLine } from './type.ts';
import { wait } from './wait.ts';

/** What each verb of a lab does (src/lab/verbs, by the same name). */
const verbs: { [Verb in Step['verb']]: (step: Extract<Step, { verb: Verb }>, run: Run) => Promise<void> } = {
  open: openTerminal,
  capture: startCapture,
  type: typeLine,
  moment: takeMoment,
  stop,
  wait,
};

/** Takes one step; throws StepFailed when it does not see what it waits for, or what it saw before is of no use to it. */
export async function takeStep<Verb extends Step['verb']>(
  step: Extract<Step, { verb: Verb }>,
  run: Run,
): Promise<void> {
  await verbs[step.verb as Verb](step, run).catch((error) => {
    throw error instanceof UnusableValue ? new StepFailed(error.expected, error.seen) : error;
  });
}
