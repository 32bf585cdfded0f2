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
 * Does what a signal (SIGINT, SIGTERM, SIGHUP) aborts with an `Interrupted` as its reason, once `begin` was called. Until
 * then there is nothing to clean up, and a signal ends the process at once, whatever it is busy with.
 */
export async function interruptible<T>(work: (signal: AbortSignal, begin: () => void) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const handle = (signal: NodeJS.Signals) => controller.abort(new Interrupted(signal));
  const begin = () => {
    for (const signal of SIGNALS) process.on(signal, handle);
  };
  try {
    return await work(controller.signal, begin);
  } finally {
    for (const signal of SIGNALS) process.off(signal, handle);
  }
}
