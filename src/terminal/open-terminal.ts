import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Host } from '../hosts/host-driver.ts';
import type { Activity, Machine, Running } from '../hosts/machine.ts';
import type { Exit, Typed } from '../record/run-record.ts';
import type { Clock } from '../text/clock.ts';
import type { TextMatch, TextPattern } from '../text/pattern.ts';
import { CastEvents, castHeader } from './cast.ts';
import { openLog } from './open-log.ts';
import { Screen } from './screen.ts';

const COLUMNS = 120;
const ROWS = 40;

export interface TerminalOptions {
  id: string;
  host: Host;
  /** What is run, and how a person would type it. */
  argv: readonly string[];
  command: string;
  /** Folder to run it in, as the host sees it. */
  cwd: string;
  environment: Record<string, string>;
  clock: Clock;
  /** The report's folder, and the files in it to write: raw output, and asciicast. */
  reportDir: string;
  log: string;
  cast: string;
  /** Where on the host it runs, where that is a place of its own. */
  machine?: Machine;
  /** Shell commands that come before the program. */
  before?: string;
  /** So many bytes of output are taken; the next one is told. */
  output?: { most: number; whenOver(): void };
  /** Takes what goes wrong with the logs. */
  onFault: (error: unknown) => void;
}

/** A program in a pseudo-terminal on a host, and everything that it printed with its times. */
export class OpenTerminal {
  readonly screen = new Screen();
  readonly typed: Typed[] = [];
  readonly chunks: [atMs: number, endByte: number][] = [];
  readonly values: Record<string, string> = {};
  readonly beganMs: number;
  /** When labreport stopped it. */
  stoppedMs: number | undefined;
  /** When the program had ended. */
  endedMs: number | undefined;
  exit: Exit | undefined;
  /** When labreport hung up: what ends then does so by that. */
  hungUpMs: number | undefined;
  /** The program's id as its host counts, from its beginning on. */
  pid: number | undefined;
  /** Settles when the program begins. */
  readonly began: Promise<void>;
  /** Settles when the program has ended. */
  readonly ended: Promise<void>;
  /** Settles when nothing runs in the terminal any more and all output has come. */
  readonly finished: Promise<void>;
  readonly options: TerminalOptions;
  readonly #running: Promise<Running>;
  readonly #log;
  readonly #cast;
  readonly #events = new CastEvents();
  #bytes = 0;
  #isFinished = false;

  constructor(options: TerminalOptions) {
    const { command, clock, onFault } = options;
    this.options = options;
    this.beganMs = clock.nowMs();
    this.#log = openLog(join(options.reportDir, options.log), onFault);
    this.#cast = openLog(join(options.reportDir, options.cast), onFault);
    const startedAt = new Date(clock.wall(this.beganMs));
    this.#cast.write(castHeader({ columns: COLUMNS, rows: ROWS, startedAt, command }));
    this.#running = this.#start();
    this.began = this.#hear(async (running) => {
      this.pid = (await running.began).pid;
    });
    this.ended = this.#hear(async (running) => {
      const { exit, atUs } = await running.ended;
      if (this.hungUpMs !== undefined) return;
      this.exit = exit;
      this.endedMs = clock.msOf(atUs);
    });
    this.finished = this.#hear(async (running) => {
      await running.closed;
      await this.#finish();
    });
  }

  /** Types into it; settles when that is done. Where the terminal is closed, nothing is typed. */
  async type(text: string): Promise<void> {
    await (await this.#running).type(text);
  }

  /** Sends the program a signal; tells whether it was still there. */
  async signal(name: NodeJS.Signals): Promise<boolean> {
    return (await this.#running).signal(name);
  }

  /** What the program is doing. */
  async activity(): Promise<Activity> {
    return (await this.#running).activity();
  }

  /** Waits for text in what has not been read yet. Undefined when the terminal or the limit ended first. */
  async until(pattern: TextPattern, limit: AbortSignal): Promise<TextMatch | undefined> {
    const { seen, cancel } = this.screen.until(pattern);
    const over = new Promise<undefined>((resolve) => {
      limit.addEventListener('abort', () => resolve(undefined), { once: true });
      if (limit.aborted) resolve(undefined);
    });
    const match = await Promise.race([seen, this.finished.then(() => undefined), over]);
    cancel();
    if (match !== undefined) Object.assign(this.values, match.values);
    return match;
  }

  /** What still runs in the terminal does nothing any more. */
  async halt(): Promise<void> {
    if (!this.#isFinished) await (await this.#running).halt();
  }

  /** What still runs in the terminal gets SIGHUP, as when its window is closed. */
  async hangUp(): Promise<void> {
    if (this.#isFinished) return;
    this.hungUpMs = this.options.clock.nowMs();
    await (await this.#running).hangUp();
  }

  async close(): Promise<void> {
    await this.hangUp();
    await this.finished;
  }

  #start(): Promise<Running> {
    const { argv, cwd, environment, before, machine, host, clock } = this.options;
    return (machine ?? host).start({
      argv,
      cwd,
      ...(before !== undefined && { before }),
      environment: { ...environment, TERM: 'xterm-256color' },
      terminal: { columns: COLUMNS, rows: ROWS },
      onOutput: (bytes, atUs) => this.#receive(bytes, clock.msOf(atUs)),
      onTyped: (typed) => this.#hasTyped({ ...typed, atMs: clock.msOf(typed.atUs) }),
    });
  }

  /** Waits for something of the program; nobody else may be waiting when that can't come. */
  #hear(wait: (running: Running) => Promise<void>): Promise<void> {
    const heard = this.#running.then(wait);
    heard.catch(this.options.onFault);
    return heard;
  }

  /** Brings the logs to disk. */
  async #finish(): Promise<void> {
    this.#isFinished = true;
    this.#log.end();
    this.#cast.end();
    await Promise.all([finished(this.#log), finished(this.#cast)]);
  }

  #hasTyped({ text, atMs, isEchoed }: { text: string; atMs: number; isEchoed: boolean }): void {
    this.typed.push({ atMs, text, echo: isEchoed });
    this.#cast.write(this.#events.input(atMs - this.beganMs, text));
    // Of control characters the terminal echoes another form (^C), or nothing.
    if (text.endsWith('\n')) this.screen.typed(text.slice(0, -1));
  }

  #receive(came: Buffer, atMs: number): void {
    const { output } = this.options;
    const bytes = output === undefined ? came : came.subarray(0, Math.max(0, output.most - this.#bytes));
    if (bytes.length < came.length) output?.whenOver();
    if (bytes.length === 0) return;
    this.#bytes += bytes.length;
    this.chunks.push([atMs, this.#bytes]);
    this.#log.write(bytes);
    this.#cast.write(this.#events.output(atMs - this.beganMs, bytes));
    this.screen.add(bytes);
  }
}
