import type { StopStep } from '../lab/types.ts';
import type { OpenTerminal } from '../terminal/open.ts';
import type { Run } from './run.ts';
import { StepFailed } from './step-failed.ts';

const TYPED = { 'Ctrl-C': '\x03', EOF: '\x04' } as const;

/** Ends a terminal's program or a capture and waits until it is gone. */
export async function stop(step: StopStep, run: Run): Promise<void> {
  const capture = run.captures.get(step.id);
  const limit = AbortSignal.timeout(step.limitMs);
  if (capture !== undefined) {
    if (capture.unavailable === undefined) await capture.complete(limit);
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
  if (way === 'Ctrl-C' || way === 'EOF') terminal.type(TYPED[way]);
  else if (terminal.program !== undefined) process.kill(terminal.program.pid, way);
  const gone = way === 'Ctrl-C' || way === 'EOF' ? terminal.finished : terminal.ended;
  const over = new Promise((resolve) => limit.addEventListener('abort', () => resolve('over'), { once: true }));
  if ((await Promise.race([gone, over])) === 'over') {
    const seconds = step.limitMs / 1000;
    throw new StepFailed(`the program of terminal ${step.id} to end by ${way}`, `it still ran after ${seconds} s`);
  }
}
