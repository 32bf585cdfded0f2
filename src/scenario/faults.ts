/**
 * Errors that no promise of a run carries: those of logs, pipes, terminals and timers that work beside its steps. Whatever
 * emits some is given `tell`. The first one ends the run.
 */
export class Faults {
  /** Rejects with the first one. */
  readonly first: Promise<never>;
  /** Takes one whenever it comes, also when the run is over. */
  readonly tell: (error: unknown) => void;

  constructor() {
    let tell: (error: unknown) => void = () => {};
    this.first = new Promise<never>((_, reject) => {
      tell = reject;
    });
    this.tell = tell;
    // A run that has ended waits for none.
    this.first.catch(() => {});
  }
}
