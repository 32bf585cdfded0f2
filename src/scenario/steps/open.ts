import type { Host } from '../../hosts/host-driver.ts';
import type { OpenStep } from '../../lab/verbs/open.ts';
import { say } from '../../messages/message.ts';
import { OpenTerminal } from '../../terminal/open-terminal.ts';
import { within } from '../../text/within.ts';
import type { Run } from '../run-state.ts';
import { howToRun } from './how-to-run.ts';
import { seeText } from './see-text.ts';
import { StepFailed } from './step-failed.ts';
import { terminalOptions } from './terminal-options.ts';

/** Runs a program in a terminal of its own; the step is done when it is there and shows what is waited for. */
export async function openTerminal(step: OpenStep, run: Run): Promise<void> {
  const host = run.hosts.get(step.on) as Host;
  const { argv, shown } = howToRun(step, run.scope());
  const confinement = run.confinement?.holds(step) ? run.confinement : undefined;
  // Where others' programs are, the lab's own are in no folder that these could have filled.
  const place = run.confinement === undefined ? {} : { cwd: '/' };
  const options = { ...terminalOptions(step.id, host, run), ...place, argv, command: shown };
  const terminal = new OpenTerminal({ ...options, ...confinement?.terminal(step.id, step.on) });
  run.terminals.set(step.id, terminal);
  if (step.until !== undefined) await seeText({ terminal, text: step.until, step, run });
  await seeBeginning(terminal, step);
}

/** Waits until the program itself is there: what is typed and signalled then is for it. */
async function seeBeginning(terminal: OpenTerminal, { limitMs }: OpenStep): Promise<void> {
  const seen = await within(Promise.race([terminal.began, terminal.ended]), AbortSignal.timeout(limitMs));
  if (terminal.pid !== undefined) terminal.values.pid = `${terminal.pid}`;
  if (seen) return;
  throw new StepFailed(
    say('programBegins', { terminal: terminal.options.id }),
    say('notWithin', { seconds: limitMs / 1000 }),
  );
}
