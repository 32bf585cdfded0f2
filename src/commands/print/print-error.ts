import type { Problem } from '../../text/errors.ts';
import { explainError } from '../../text/explain-error.ts';
import { printJson } from './print.ts';

/** An error as programs read it. */
type ErrorJson = Omit<Problem, 'cause'>;

/** Commands whose JSON is a line for each event. */
const TELL_EVENTS = new Set(['generate', 'update']);
/** What was thrown and stands in the JSON of a result. */
const told = new WeakSet<Error>();

/** For the JSON of a result that the command has, but fails after: the error stands in it, and is not printed again. */
export function errorInResult(thrown: unknown): { error?: ErrorJson } {
  if (thrown === undefined) return {};
  if (thrown instanceof Error) told.add(thrown);
  return { error: explainError(thrown).problem };
}

/** True where the result that was printed has the error. */
export function isInResult(thrown: unknown): boolean {
  return thrown instanceof Error && told.has(thrown);
}

/** Prints an error as one line of JSON on standard output, where the command line asks for JSON. */
export function printErrorJson(error: ErrorJson, [command = '', ...args] = process.argv.slice(2)): void {
  const ofLabreport = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  if (![command, ...ofLabreport].includes('--json')) return;
  printJson(`${JSON.stringify({ ...(TELL_EVENTS.has(command) && { type: 'error' }), error })}\n`);
}
