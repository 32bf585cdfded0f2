import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import type { Lab } from '../../lab/types.ts';
import type { ErrorCode } from '../../text/codes/error-codes.ts';
import { makeVisible } from '../../text/visible.ts';
import type { AboutEdits, RunOutcome, RunState } from '../protocol.ts';
import type { Source } from './types.ts';

/** A run that does not end by itself when it is asked to is killed after this time. */
const STOP_LIMIT_MS = 10_000;
/** As much of what a run says of its errors is shown. */
const MOST_SAID = 4000;
/** `labreport update` waits to be told what to do with edited evidence. */
const EDITED: ErrorCode = 'evidence-edited';

const IDLE: RunState = { phase: 'idle', total: 0, done: 0, now: '', steps: [] };

/** The lab's runs: one at a time, in a process of its own, which tells its events as JSON lines. */
export class Runs {
  readonly #source: Pick<Source, 'runAgain' | 'describeStep'>;
  readonly #tell: (state: RunState) => void;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  state: RunState = IDLE;

  constructor(source: Pick<Source, 'runAgain' | 'describeStep'>, tell: (state: RunState) => void) {
    this.#source = source;
    this.#tell = tell;
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  /** Starts a run; false when one is under way. */
  start(lab: Lab, edits?: AboutEdits): boolean {
    if (this.#child !== undefined) return false;
    const [file, ...rest] = this.#source.runAgain as [string, ...string[]];
    const args = edits === undefined ? rest : [...rest, `--${edits}`];
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } });
    this.#child = child;
    this.#set({ ...IDLE, phase: 'running', total: lab.steps.length, now: 'Making the hosts' });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-MOST_SAID);
    });
    const lines = createInterface({ input: child.stdout });
    let last: Event = {};
    lines.on('line', (line) => {
      const event = parseEvent(line);
      if (event === undefined) return;
      // The verdicts come at the end, and what follows them need not repeat them.
      last = { ...last, ...event };
      this.#take(event, lab);
    });
    this.#ended = new Promise((resolve) => {
      child.on('error', ({ message }) => {
        said += message;
      });
      child.on('close', (status) => {
        this.#child = undefined;
        this.#end(outcomeOf({ status, said, last, isStopped: this.state.phase === 'stopping' }));
        resolve();
      });
    });
    return true;
  }

  /** Ends the run as Ctrl-C would; resolves when it is gone. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#set({ ...this.state, phase: 'stopping', now: 'Stopping' });
    child.kill('SIGINT');
    const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.#ended;
    clearTimeout(limit);
  }

  #take(event: Event, lab: Lab): void {
    const { type, atMs = 0 } = event;
    if (this.state.phase !== 'running') return;
    const text = this.#describe(event.step ?? event.failure?.step, lab);
    if (type === 'hosts-ready')
      this.#set({ ...this.state, now: lab.build === undefined ? '' : `Building: ${lab.build}` });
    if (type === 'step-began') this.#set({ ...this.state, now: text });
    if (type === 'step-ended') this.#add({ text, atMs, state: 'done' });
    if (type === 'step-failed') this.#add({ text, atMs, state: 'failed' });
    if (type === 'run-ended') this.#set({ ...this.state, now: 'Checking the claims' });
  }

  #add(step: RunState['steps'][number]): void {
    const { done, steps } = this.state;
    this.#set({ ...this.state, done: done + (step.state === 'done' ? 1 : 0), steps: [...steps, step] });
  }

  #describe(index: number | undefined, lab: Lab): string {
    const step = index === undefined ? undefined : lab.steps[index];
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

/** What is read of an event; others may have been added by a newer labreport. */
interface Event {
  type?: string;
  atMs?: number;
  step?: number;
  failure?: { step?: number; expected?: { text: string }; seen?: { text: string } };
  verdicts?: { status?: string }[];
  error?: { code?: string };
}

function parseEvent(line: string): Event | undefined {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === 'object' && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}

function outcomeOf(end: { status: number | null; said: string; last: Event; isStopped: boolean }): RunOutcome {
  const { status, said, last, isStopped } = end;
  // Of `labreport update`: 0 all held, 1 a claim failed, 3 not all could be tested.
  const isWhole = status !== null && [0, 1, 3].includes(status);
  // One that had replaced the report already was not stopped any more.
  if (isStopped && !isWhole) return { state: 'stopped', text: 'The run was stopped. The report is as it was.' };
  if (!isWhole) {
    const isAboutEdits = last.error?.code === EDITED;
    return { state: 'error', text: formatSaid(said), ...(isAboutEdits && { asksAboutEdits: true as const }) };
  }
  const { failure, verdicts = [] } = last;
  if (failure !== undefined) {
    const text = `The run is incomplete: expected ${failure.expected?.text}, but ${failure.seen?.text}.`;
    return { state: 'failed', text: makeVisible(text) };
  }
  const held = verdicts.filter((verdict) => verdict.status === 'held').length;
  const untested = verdicts.filter((verdict) => verdict.status === 'not-testable').length;
  const more = untested === 0 ? '' : `, ${untested} of ${verdicts.length} not testable`;
  return { state: status === 0 ? 'held' : 'failed', text: `${held} of ${verdicts.length} claims held${more}.` };
}

/** The command's one message, without its own name. */
function formatSaid(said: string): string {
  const text = makeVisible(stripVTControlCharacters(said).trim()).replace(/^labreport: /, '');
  return text === '' ? 'The run ended without saying why.' : text;
}
