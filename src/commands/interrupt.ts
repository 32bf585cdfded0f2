const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A signal ended the command; cli.ts passes it on to the shell when everything is cleaned up. */
export class Interrupted extends Error {
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
    this.signal = signal;
  }
}

/**
 * Does what a signal (SIGINT, SIGTERM, SIGHUP) aborts with an `Interrupted` as its reason, from its first event on. Until
 * then there is nothing to clean up, and a signal ends the process at once, whatever it is busy with.
 */
export async function interruptible<T, E>(
  onEvent: (event: E) => void,
  work: (means: { signal: AbortSignal; onEvent: (event: E) => void }) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const handle = (signal: NodeJS.Signals) => controller.abort(new Interrupted(signal));
  let hasBegun = false;
  const tell = (event: E) => {
    if (!hasBegun) for (const signal of SIGNALS) process.on(signal, handle);
    hasBegun = true;
    onEvent(event);
  };
  try {
    return await work({ signal: controller.signal, onEvent: tell });
  } finally {
    for (const signal of SIGNALS) process.off(signal, handle);
  }
}
