import { tell } from '../src/language/tell.ts';
import type { RunRecord } from '../src/record/run-record.ts';

/** The step that a run stopped at, what it waited for, and what was seen instead, in English. */
export function failureInWords({ run: { failure } }: Pick<RunRecord, 'run'>) {
  return failure && { step: failure.step, expected: tell(failure.expected), seen: tell(failure.seen) };
}
