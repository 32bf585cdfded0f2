import type { Lab } from '../../lab/types.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { explainError } from '../../text/explain-error.ts';
import { makeVisible } from '../../text/visible.ts';
import type { AboutEdits, RunOutcome, RunState } from '../protocol.ts';
import type { AgainEnd, Source } from './preview-source.ts';

const IDLE: RunState = { phase: 'idle', total: 0, done: 0, now: '', steps: [] };

/** The lab's runs: one at a time. */
export class Runs {
  readonly #source: Pick<Source, 'runAgain' | 'describeStep'>;
  readonly #tell: (state: RunState) => void;
  /** Of the run that is under way. */
  #stopping: AbortController | undefined;
  #ended: Promise<void> = Promise.resolve();
  state: RunState = IDLE;

  constructor(source: Pick<Source, 'runAgain' | 'describeStep'>, tell: (state: RunState) => void) {
    this.#source = source;
    this.#tell = tell;
  }

  get isRunning(): boolean {
    return this.#stopping !== undefined;
  }

  /** Starts a run; false when one is under way. */
  start(lab: Lab, edits?: AboutEdits): boolean {
    if (this.#stopping !== undefined) return false;
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    this.#set({ ...IDLE, phase: 'running', total: lab.steps.length, now: 'Making the hosts' });
    const running = this.#source.runAgain({ edits, signal, onEvent: (event) => this.#take(event, lab) });
    const ended = running.catch((error): AgainEnd => ({ problem: explainError(error).text, asksAboutEdits: false }));
    this.#ended = ended.then((end) => {
      this.#stopping = undefined;
      this.#end(outcomeOf(end, { isStopped: signal.aborted }));
    });
    return true;
  }

  /** Ends the run; resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.#stopping === undefined) return;
    this.#set({ ...this.state, phase: 'stopping', now: 'Stopping' });
    this.#stopping.abort();
    await this.#ended;
  }

  #take(event: RunEvent, lab: Lab): void {
    if (this.state.phase !== 'running') return;
    if (event.type === 'hosts-ready')
      this.#set({ ...this.state, now: lab.build === undefined ? '' : `Building: ${lab.build}` });
    if (event.type === 'step-began') this.#set({ ...this.state, now: this.#describe(event.step, lab) });
    if (event.type === 'step-ended')
      this.#add({ text: this.#describe(event.step, lab), atMs: event.atMs, state: 'done' });
    if (event.type === 'step-failed')
      this.#add({ text: this.#describe(event.failure.step, lab), atMs: event.atMs, state: 'failed' });
    if (event.type === 'run-ended') this.#set({ ...this.state, now: 'Checking the claims' });
  }

  #add(step: RunState['steps'][number]): void {
    const { done, steps } = this.state;
    this.#set({ ...this.state, done: done + (step.state === 'done' ? 1 : 0), steps: [...steps, step] });
  }

  #describe(index: number, lab: Lab): string {
    const step = lab.steps[index];
    return step === undefined ? '' : makeVisible(this.#source.describeStep(step));
  }

  #end(outcome: RunOutcome): void {
    this.#set({ ...this.state, phase: 'ended', now: '', outcome });
  }

  #set(state: RunState): void {
    this.state = state;
    this.#tell(state);
  }
}

function outcomeOf(end: AgainEnd, { isStopped }: { isStopped: boolean }): RunOutcome {
  // One that had replaced the report already was not stopped any more.
  if ('whole' in end) return outcomeOfClaims(end);
  if (isStopped) return { state: 'stopped', text: 'The run was stopped. The report is as it was.' };
  const text = makeVisible(end.problem) || 'The run ended without saying why.';
  return { state: 'error', text, ...(end.asksAboutEdits && { asksAboutEdits: true as const }) };
}

function outcomeOfClaims({ whole, statuses }: Extract<AgainEnd, { whole: unknown }>): RunOutcome {
  const count = (wanted: (typeof statuses)[number]) => statuses.filter((status) => status === wanted).length;
  const [held, untested, all] = [count('held'), count('not-testable'), statuses.length];
  const more = untested === 0 ? '' : `, ${untested} of ${all} not testable`;
  return { state: whole === 'held' ? 'held' : 'failed', text: `${held} of ${all} claims held${more}.` };
}
