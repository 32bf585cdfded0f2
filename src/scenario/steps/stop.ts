import type { StopStep } from '../../lab/verbs/stop.ts';
import { say } from '../../messages/message.ts';
import type { OpenTerminal } from '../../terminal/open-terminal.ts';
import { within } from '../../text/within.ts';
import type { Run } from '../run-state.ts';
import { completeCapture } from './capture.ts';
import { StepFailed } from './step-failed.ts';

const TYPED = { 'Ctrl-C': '\x03', EOF: '\x04' } as const;

/** Ends a terminal's program or a capture and waits until it is gone. */
export async function stop(step: StopStep, run: Run): Promise<void> {
  const capture = run.captures.get(step.id);
  const limit = AbortSignal.timeout(step.limitMs);
  if (capture !== undefined) {
    await completeCapture(step.id, run, limit);
    return;
  }
  await stopTerminal(run.terminals.get(step.id) as OpenTerminal, step, limit);
}

/**
 * What is typed reaches all that runs in the terminal, and the step waits until all of it is gone; a signal goes to
 * the program alone, and its children may live on.
 */
async function stopTerminal(terminal: OpenTerminal, step: StopStep, limit: AbortSignal): Promise<void> {
  const { with: way } = step;
  terminal.stoppedMs = terminal.options.clock.nowMs();
  const isTyped = way === 'Ctrl-C' || way === 'EOF';
  if (isTyped) await terminal.type(TYPED[way]);
  else await terminal.signal(way);
  if (!(await within(isTyped ? terminal.finished : terminal.ended, limit))) {
    const seconds = step.limitMs / 1000;
    throw new StepFailed(say('programEnds', { terminal: step.id, by: way }), say('ranOn', { seconds }));
  }
}
