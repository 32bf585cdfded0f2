import type { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { ReadStream } from 'node:tty';
import { type IPty, spawn } from '@lydell/node-pty';
import type { Host, HostProcess } from '../hosts/host-driver.ts';
import { childOf, haltSession, restOf } from '../hosts/processes.ts';
import type { Exit } from '../record/run-record.ts';
import type { Clock } from '../text/clock.ts';
import type { TextMatch, TextPattern } from '../text/pattern.ts';
import { CastEvents, castHeader } from './cast.ts';
import { keep } from './keeper.ts';
import { openLog } from './open-log.ts';
import { Screen } from './screen.ts';
import type { StatusPipe } from './status-pipe.ts';

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
  pipe: StatusPipe;
  clock: Clock;
  /** The report's folder, and the files in it to write: raw output, and asciicast. */
  reportDir: string;
  log: string;
  cast: string;
  /** Makes an argv one that runs on the host, in place of the host's own `enter`. */
  enter?: (argv: readonly string[]) => string[];
  /** Shell commands that come before the program. */
  before?: string;
  /** A file whose first word is the program's id, where it counts otherwise than its host. */
  hostId?: string | undefined;
  /** So many bytes of output are taken; the next one is told. */
  output?: { most: number; whenOver(): void };
  /** Takes what goes wrong with the logs or the pseudo-terminal. */
  onFault: (error: unknown) => void;
}

/** A program in a pseudo-terminal on a host, and everything that it printed with its times. */
export class OpenTerminal {
  readonly screen = new Screen();
  readonly typed: { atMs: number; text: string }[] = [];
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
  readonly #pty: IPty;
  readonly #log;
  readonly #cast;
  readonly #events = new CastEvents();
  #bytes = 0;
  #isFinished = false;

  constructor(options: TerminalOptions) {
    const { id, host, argv: inner, command, cwd, clock, before = '', hostId, onFault } = options;
    this.options = options;
    this.beganMs = clock.nowMs();
    this.#log = openLog(join(options.reportDir, options.log), onFault);
    this.#cast = openLog(join(options.reportDir, options.cast), onFault);
    const startedAt = new Date(clock.wall(this.beganMs));
    this.#cast.write(castHeader({ columns: COLUMNS, rows: ROWS, startedAt, command }));
    this.began = options.pipe.pidOf(id).then((pid) => {
      this.pid = pid;
    });
    this.ended = options.pipe.exitOf(id).then((exit) => {
      if (this.hungUpMs !== undefined) return;
      this.exit = exit;
      this.endedMs = clock.nowMs();
    });
    const enter = options.enter ?? ((argv) => host.enter(argv, cwd));
    const argv = keep({ id, pipe: options.pipe.path, argv: inner, before, hostId, enter });
    // encoding null: bytes as they come. The types know strings only.
    const size = { cols: COLUMNS, rows: ROWS, encoding: null };
    this.#pty = spawn(argv[0] as string, argv.slice(1), { ...size, name: 'xterm-256color', env: options.environment });
    readPty(this.#pty, { receive: (bytes) => this.#receive(bytes), onFault });
    this.finished = this.#finish();
    // Nobody may be waiting for it when a log can't be written any more.
    this.finished.catch(onFault);
  }

  /** The program's process, or undefined when it is gone. */
  get program(): HostProcess | undefined {
    const { started } = this;
    return started === undefined ? undefined : this.options.host.programOf(started);
  }

  /** The process that was started for it, outside of the host; undefined when it is gone. */
  get started(): number | undefined {
    return childOf(this.#pty.pid)?.pid;
  }

  /** What it does where nothing of it runs; undefined where something does, or is about to be gone. */
  get rest(): string | undefined {
    const { started } = this;
    return started === undefined ? undefined : restOf(started);
  }

  type(text: string): void {
    const atMs = this.options.clock.nowMs();
    this.typed.push({ atMs, text });
    this.#cast.write(this.#events.input(atMs - this.beganMs, text));
    // Of control characters the terminal echoes another form (^C), or nothing.
    if (text.endsWith('\n')) this.screen.typed(text.slice(0, -1));
    this.#pty.write(text);
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
  halt(): void {
    if (!this.#isFinished) haltSession(this.#pty.pid);
  }

  /** What still runs in the terminal gets SIGHUP, as when its window is closed. */
  hangUp(): void {
    // The id of a process that is gone may be another's by now.
    if (this.#isFinished) return;
    this.hungUpMs = this.options.clock.nowMs();
    this.#pty.kill('SIGKILL');
  }

  async close(): Promise<void> {
    this.hangUp();
    await this.finished;
  }

  /** Waits for the terminal's end, takes the keeper away, and brings the logs to disk. */
  async #finish(): Promise<void> {
    const keeperGone = new Promise<void>((resolve) => this.#pty.onExit(() => resolve()));
    // node-pty tells the terminal's own end only through its older event interface.
    await new Promise((resolve) => (this.#pty as unknown as EventEmitter).on('close', resolve));
    this.#pty.kill('SIGKILL');
    await keeperGone;
    this.#isFinished = true;
    this.#log.end();
    this.#cast.end();
    await Promise.all([finished(this.#log), finished(this.#cast)]);
  }

  #receive(came: Buffer): void {
    const { output } = this.options;
    const bytes = output === undefined ? came : came.subarray(0, Math.max(0, output.most - this.#bytes));
    if (bytes.length < came.length) output?.whenOver();
    if (bytes.length === 0) return;
    const atMs = this.options.clock.nowMs();
    this.#bytes += bytes.length;
    this.chunks.push([atMs, this.#bytes]);
    this.#log.write(bytes);
    this.#cast.write(this.#events.output(atMs - this.beganMs, bytes));
    this.screen.add(bytes);
  }
}

/**
 * Gives a pseudo-terminal's output as it comes, to the last byte. libuv takes a hang-up that it sees together with a
 * short read for the end, and every read from a terminal is short: left to itself, it loses what a program printed
 * last. It does not look for a hang-up while reading is stopped, so each read stops it, and the next turn of the
 * event loop starts it again.
 */
function readPty(
  pty: IPty,
  { receive, onFault }: { receive: (bytes: Buffer) => void; onFault: (error: unknown) => void },
): void {
  // A stream without `data` listeners stops reading by itself when it holds something.
  const { _socket: stream } = pty as unknown as { _socket: ReadStream };
  stream.removeAllListeners('data');
  const drain = () => {
    for (let bytes = stream.read(); bytes !== null; bytes = stream.read()) receive(bytes);
  };
  stream.on('readable', () => setImmediate(drain));
  // The first is what a pseudo-terminal's end looks like (pty(7)); after the second, it is read again.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EIO' && error.code !== 'EAGAIN') onFault(error);
  });
}
