import type { Lab } from '../../lab/types.ts';
import type { Step } from '../../lab/verbs/verbs.ts';
import { type Message, say } from '../../messages/message.ts';
import type { Evidence, RunFailure, RunRecord } from '../../record/run-record.ts';

/** "the run stopped at step 3 (line 21 of lab.yaml)"; undefined when the run is complete. */
export function whyStopped({ lab, run }: RunRecord): Message | undefined {
  return run.failure && sayStop(run.failure, lab);
}

/** The same of a run that is cut short. */
export function stopOf({ lab, run }: RunRecord): Message {
  return sayStop(run.failure as RunFailure, lab);
}

function sayStop({ step }: RunFailure, { steps }: Lab): Message {
  const line = steps[step]?.line;
  return say('runStopped', { step: step + 1, ...(line !== undefined && { line }) });
}

/** Whether the run stopped while the evidence could still have shown more. */
export function isCutShort({ lab, run }: RunRecord, evidence: Evidence): boolean {
  if (run.failure === undefined) return false;
  if (evidence.kind === 'terminal') return evidence.exit === undefined;
  if (evidence.kind === 'moment') return isAbout(lab.steps[run.failure.step], evidence.id);
  // What the run itself ended looks like any other end, so the steps tell.
  const done = lab.steps.slice(0, run.failure.step);
  return evidence.kind === 'capture' && !done.some((step) => step.verb === 'stop' && step.id === evidence.id);
}

/** Whether the step that stopped the run waited for this evidence, so that what is missing was given its time. */
export function isStopAbout({ lab, run }: RunRecord, id: string): boolean {
  return run.failure !== undefined && isAbout(lab.steps[run.failure.step], id);
}

function isAbout(step: Step | undefined, id: string): boolean {
  if (step === undefined) return false;
  if (step.verb === 'type') return step.into === id;
  if (step.verb !== 'wait') return step.id === id;
  return (
    (step.for.kind === 'text' && step.for.terminal === id) || (step.for.kind === 'packets' && step.for.capture === id)
  );
}
