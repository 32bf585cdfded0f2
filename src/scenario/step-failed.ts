/** A step did not see what it waited for. Not an error of labreport's: the run is recorded as far as it got. */
export class StepFailed extends Error {
  readonly expected: string;
  readonly seen: string;

  constructor(expected: string, seen: string) {
    super(`expected ${expected}; ${seen}`);
    this.expected = expected;
    this.seen = seen;
  }
}
