import { constants } from 'node:os';
import { type Command, CommanderError } from 'commander';
import { LabreportError } from '../text/errors.ts';
import { Interrupted } from './interrupt.ts';
import { outcome } from './outcome.ts';
import { paint } from './print/paint.ts';
import { printAside } from './print/print.ts';
import { createProgram } from './program.ts';

/** Runs the command line, and ends the process with its exit code. */
export async function runProgram(): Promise<void> {
  // A reader that has seen enough (`| head`) is no error; the work goes on without it.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await exitCodeOf(createProgram());
  // Left to itself, Node clears all its memory away first. A signal ends it anyway.
  if (process.exitCode < 128) process.exit();
}

/** Errors that are no defects: what a person can mend. They get one message and exit code 2. */
async function exitCodeOf(program: Command): Promise<number> {
  try {
    await program.parseAsync();
    return outcome.exitCode;
  } catch (error) {
    // commander has printed its own message; help and version are no errors.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Interrupted) return endBy(error.signal);
    if (!(error instanceof LabreportError)) throw error;
    printAside(`${paint('red', 'labreport:', process.stderr)} ${error.text}\n`);
    return 2;
  }
}

/** Ends as the signal would have ended it, so that a shell's loop stops at Ctrl-C. */
function endBy(signal: NodeJS.Signals): number {
  process.kill(process.pid, signal);
  // Another thread may get the signal a moment later.
  return 128 + constants.signals[signal];
}
