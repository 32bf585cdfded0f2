import { LabreportError } from '../../text/errors.ts';

interface UnusableProblem {
  expected: string;
  seen: string;
  message?: string;
  hint?: string;
}

/** What a reference stands for can't be used where it stands. A program chose it, so a run with it is recorded as any other. */
export class UnusableValue extends LabreportError {
  readonly expected: string;
  readonly seen: string;

  constructor({ expected, seen, message = `${seen}, expected ${expected}`, hint }: UnusableProblem) {
    super({ message, ...(hint !== undefined && { hint }) });
    this.expected = expected;
    this.seen = seen;
  }
}
