import type { Exit } from '../record/run-record.ts';

/** Where programs can be started: a host, or a part of it. */
export interface Machine {
  /** Rejects where there is not enough for one more. */
  start(start: Start): Promise<Running>;
}

/** What is started, and how. */
export interface Start {
  argv: readonly string[];
  /** All of its environment. */
  environment: Readonly<Record<string, string>>;
  /** Its folder, as it sees it. */
  cwd: string;
  /** It runs in a terminal of its own. Else all that it prints goes into one pipe, and there is nothing to read for it. */
  terminal?: { columns: number; rows: number };
  /** Commands of bash that come before it, in its process. */
  before?: string;
  /** Takes what it prints, and when that came. */
  onOutput(bytes: Buffer, atUs: number): void;
  /** Hears of what was typed, before anything that is printed then. */
  onTyped?(typed: { text: string; atUs: number; isEchoed: boolean }): void;
}

/**
 * A program that was started, with all that it starts. Times are those of this machine's monotonic clock, in
 * microseconds. What is awaited rejects only when the machine is lost.
 */
export interface Running {
  /** Its id as its host counts. It may never begin: what starts it can fail before. */
  readonly began: Promise<{ pid: number; atUs: number }>;
  readonly ended: Promise<{ exit: Exit; atUs: number }>;
  /** Nobody has its terminal or its pipe open any more, and all that was printed has been taken. */
  readonly closed: Promise<void>;
  /** Types into its terminal, where that is still open. What is typed is told with when, and whether the terminal echoes (termios(3)). */
  type(text: string): Promise<void>;
  /** Sends it a signal; tells whether it was still there. */
  signal(name: NodeJS.Signals): Promise<boolean>;
  /** The same for its whole process group. */
  signalGroup(name: NodeJS.Signals): Promise<boolean>;
  /** What it is doing. */
  activity(): Promise<Activity>;
  /** Lets all that runs in its terminal do nothing any more. */
  halt(): Promise<void>;
  /** Closes its terminal, as a window is closed: what still runs in it gets SIGHUP. */
  hangUp(): Promise<void>;
}

/**
 * It is gone; something of it runs; or all of it does nothing but sleep or be stopped. The end of a program wakes the one
 * that waits for it before the program is gone, and so on up to the first: so whoever rests twice in a row in the same way
 * is not about to end.
 */
export type Activity = { is: 'gone' } | { is: 'busy' } | { is: 'at rest'; how: string };
