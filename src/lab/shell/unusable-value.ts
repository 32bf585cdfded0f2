import type { RunMessage } from '../../messages/message.ts';
import { LabreportError } from '../../text/errors.ts';

interface UnusableProblem {
  expected: RunMessage;
  seen: RunMessage;
  /** The same to whoever asked for the value outside of a run. */
  message: string;
  hint?: string;
}

/** What a reference stands for can't be used where it stands. A program chose it, so a run with it is recorded as any other. */
export class UnusableValue extends LabreportError {
  readonly expected: RunMessage;
  readonly seen: RunMessage;

  constructor({ expected, seen, ...problem }: UnusableProblem) {
    super({ code: 'parameter-invalid', ...problem });
    this.expected = expected;
    this.seen = seen;
  }
}
