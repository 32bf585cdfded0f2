import type { Evidence } from '../record/run-record.ts';
import type { OpenTerminal } from '../terminal/open-terminal.ts';
import { poll } from '../text/poll.ts';
import { within } from '../text/within.ts';
import { collectCapture, collectTerminal } from './collect.ts';
import type { Run } from './run-state.ts';
import { completeCapture } from './steps/capture.ts';
import { tellFailure } from './tell-failure.ts';

/** How long the end of a run waits for a capture's last packets, and for the end of a program that is gone. */
const CLOSING_LIMIT_MS = 5_000;
/** How long the end of a run waits for a program that works to end or to come to rest. */
const WORKING_LIMIT_MS = 500;

/** Ends the captures that no step has ended, when all packets are in them. */
export async function completeCaptures(run: Run, { isWhole }: { isWhole: boolean }): Promise<void> {
  let canFail = isWhole;
  for (const [id, capture] of run.captures) {
    const complete = () => completeCapture(id, run, AbortSignal.timeout(CLOSING_LIMIT_MS));
    // Whatever else is lost, the first to be is what the run has failed by.
    if (canFail) canFail = await tellFailure(run, run.lab.steps.length - 1, complete);
    else await complete().catch(() => {});
    await capture.terminal.close();
    emit(run, collectCapture(id, capture));
  }
}

/** Waits until each program has ended or is at rest. */
export async function settle({ terminals }: Run): Promise<void> {
  await Promise.all([...terminals.values()].map(hearEnd));
}

/** Hangs up all terminals. What one program would do because another's is hung up is not of the lab: all stop before. */
export function closeTerminals({ terminals, confinement }: Run): void {
  for (const terminal of terminals.values()) terminal.halt();
  for (const [id, terminal] of terminals) {
    terminal.hangUp();
    // A program that has left the session can open its terminal again, and so keep it from its end.
    confinement?.watch.end(id);
  }
}

/** Tells what was seen on the terminals, when nothing more comes. */
export async function collectTerminals(run: Run): Promise<void> {
  for (const [id, terminal] of run.terminals) {
    await terminal.finished;
    emit(run, collectTerminal(id, terminal));
  }
}

/**
 * A program that is ending, or has ended, has an end that its keeper is about to tell. One that is at rest goes on, and
 * one that still works after a while is taken to go on.
 */
async function hearEnd(terminal: OpenTerminal): Promise<void> {
  let before: string | undefined;
  const isSettled = () => {
    if (terminal.exit !== undefined) return true;
    const rest = terminal.rest;
    const isSame = rest !== undefined && rest === before;
    before = rest;
    return isSame || undefined;
  };
  await poll(isSettled, AbortSignal.timeout(WORKING_LIMIT_MS));
  const { program } = terminal;
  if (program === undefined || program.state === 'Z')
    await within(terminal.ended, AbortSignal.timeout(CLOSING_LIMIT_MS));
}

/** Tells, too, what it had too much of. */
function emit({ confinement, onEvent }: Run, evidence: Evidence): void {
  const limit = confinement?.hitOf(evidence.id, evidence.kind, evidence.exit);
  onEvent({ type: 'evidence', evidence: limit === undefined ? evidence : { ...evidence, limit } });
}
