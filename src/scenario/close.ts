import type { Activity } from '../hosts/machine.ts';
import type { Evidence } from '../record/run-record.ts';
import type { OpenTerminal } from '../terminal/open-terminal.ts';
import { limitRest } from '../terminal/rest-limit.ts';
import { poll } from '../text/poll.ts';
import { within } from '../text/within.ts';
import { collectCapture, collectTerminal } from './collect.ts';
import type { Run } from './run-state.ts';
import { completeCapture } from './steps/capture.ts';
import { tellFailure } from './tell-failure.ts';

/** How long a capture may be at rest while the end of a run waits for its last packets. */
const RESTING_LIMIT_MS = 5_000;
/** The end of a program that is gone is told within moments, on a busy machine too. */
const TELLING_LIMIT_MS = 60_000;
/** How long the end of a run waits for a program that works to end or to come to rest. */
const WORKING_LIMIT_MS = 500;

/** Ends the captures that no step has ended, when all packets are in them. */
export async function completeCaptures(run: Run, { isWhole }: { isWhole: boolean }): Promise<void> {
  let canFail = isWhole;
  for (const [id, capture] of run.captures) {
    const limit = limitRest(capture.terminal, RESTING_LIMIT_MS);
    const complete = () => completeCapture(id, run, limit.signal);
    // Whatever else is lost, the first to be is what the run has failed by.
    if (canFail) canFail = await tellFailure(run, run.lab.steps.length - 1, complete);
    else await complete().catch(() => {});
    limit.end();
    await capture.terminal.close();
    emit(run, collectCapture(id, capture));
  }
}

/** Waits until each program has ended or is at rest. */
export async function settle({ terminals }: Run): Promise<void> {
  await Promise.all([...terminals.values()].map(hearEnd));
}

/** Hangs up all terminals. What one program would do because another's is hung up is not of the lab: all stop before. */
export async function closeTerminals({ terminals, confinement }: Run): Promise<void> {
  await Promise.all([...terminals.values()].map((terminal) => terminal.halt()));
  await Promise.all([...terminals.values()].map((terminal) => terminal.hangUp()));
  for (const id of terminals.keys()) confinement?.watch.end(id);
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
  let before = { is: 'busy' } as Activity;
  const isSettled = async () => {
    if (terminal.exit !== undefined) return true;
    const now = await terminal.activity();
    const isSame = now.is === 'at rest' && before.is === 'at rest' && now.how === before.how;
    before = now;
    return isSame || now.is === 'gone' || undefined;
  };
  await poll(isSettled, AbortSignal.timeout(WORKING_LIMIT_MS));
  if (before.is === 'gone') await within(terminal.ended, AbortSignal.timeout(TELLING_LIMIT_MS));
}

/** Tells, too, what it had too much of. */
function emit({ confinement, onEvent }: Run, evidence: Evidence): void {
  const limit = confinement?.hitOf(evidence.id, evidence.kind, evidence.exit);
  onEvent({ type: 'evidence', evidence: limit === undefined ? evidence : { ...evidence, limit } });
}
