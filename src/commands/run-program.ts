import { constants } from 'node:os';
import { type Command, CommanderError } from 'commander';
import { keepBytecode } from '../bytecode/hook.ts';
import { LabreportError, type Problem } from '../text/errors.ts';
import { explainError, isSystemError } from '../text/explain-error.ts';
import { Interrupted } from './interrupt.ts';
import { outcome } from './outcome.ts';
import { allPrinted, drained, watchOutput } from './output.ts';
import { paint } from './print/paint.ts';
import { printAside } from './print/print.ts';
import { isInResult, printErrorJson } from './print/print-error.ts';
import { createProgram } from './program.ts';

/** Runs the command line, and ends the process with its exit status when all that it printed has arrived. */
export async function runProgram(): Promise<void> {
  watchOutput();
  process.once('beforeExit', endUnfinished);
  process.once('uncaughtException', endBroken);
  const status = await statusOf(createProgram());
  // To make that stream takes some time, and only who fails says something there.
  if (status === 2) await Promise.all([drained(process.stdout), drained(process.stderr)]);
  if (status !== 2 && status < 128) await keepBytecode();
  process.exitCode = status;
  // Left to itself, Node clears all its memory away first. A signal ends it anyway.
  if (status < 128) process.exit();
}

/** Errors that are no defects: what a person can mend. They get one message and status 2. */
async function statusOf(program: Command): Promise<number> {
  try {
    const status = await run(program);
    await allPrinted();
    return status;
  } catch (error) {
    if (error instanceof Interrupted) return endBy(error.signal);
    // What was printed so far comes first; where that can't be printed, it is what went wrong.
    const unprinted = await allPrinted().catch((lost: LabreportError) => lost);
    const told = isSystemError(error) && unprinted instanceof LabreportError ? unprinted : explainError(error);
    if (unprinted === undefined && !isInResult(error)) printErrorJson(told.problem);
    say(told.text);
    return 2;
  }
}

async function run(program: Command): Promise<number> {
  try {
    await program.parseAsync();
    return outcome.status;
  } catch (error) {
    // commander has printed its own message; help and version are no errors.
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    printErrorJson(explainUsage(error));
    return 2;
  }
}

/** commander's own words: "error: unknown option '--frmat'\n(Did you mean --format?)". */
function explainUsage({ message }: CommanderError): Omit<Problem, 'cause'> {
  const [first = '', ...more] = message.split('\n');
  const hint = more.join('\n').replace(/^\((.*)\)$/s, '$1');
  return { code: 'usage', message: first.replace(/^error: /, ''), ...(hint !== '' && { hint }) };
}

/** Nothing is left that could go on, and there is no result: what was waited for will never come. */
function endUnfinished(): void {
  const message = 'it came to no end: something that it waited for has gone without a word';
  fail(new LabreportError({ code: 'defect', message }));
  process.exitCode = 2;
}

/** What nobody has caught: left to Node, it would end with status 1, which says that a claim failed. */
function endBroken(error: unknown): void {
  fail(explainError(error));
  process.exit(2);
}

function fail(error: LabreportError): void {
  printErrorJson(error.problem);
  say(error.text);
}

function say(text: string): void {
  // There is nowhere left to tell that it can't be told; the exit status does.
  process.stderr.on('error', () => {});
  printAside(`${paint('red', 'labreport:', process.stderr)} ${text}\n`);
}

/** Ends as the signal would have ended it, so that a shell's loop stops at Ctrl-C. */
function endBy(signal: NodeJS.Signals): number {
  process.kill(process.pid, signal);
  // Another thread may get the signal a moment later.
  return 128 + constants.signals[signal];
}
