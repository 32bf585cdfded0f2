const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A signal ended the command; cli.ts passes it on to the shell when everything is cleaned up. */
export class Interrupted extends Error {
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super(`ended by ${signal}`);
    this.signal = signal;
  }
}

/** Turns signals into an abort, so that a command can end what it started. */
export function catchSignals(): { signal: AbortSignal; throwIfCaught(): void; stop(): void } {
  const controller = new AbortController();
  let caught: NodeJS.Signals | undefined;
  const handle = (signal: NodeJS.Signals) => {
    caught ??= signal;
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, handle);
  return {
    signal: controller.signal,
    throwIfCaught() {
      if (caught !== undefined) throw new Interrupted(caught);
    },
    stop() {
      for (const signal of SIGNALS) process.off(signal, handle);
    },
  };
}
