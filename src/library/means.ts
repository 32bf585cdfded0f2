import { DRIVER_NAMES, type DriverName } from '../hosts/host-driver.ts';
import { type Runner, startRunner } from '../scenario/confined.ts';
import { LabreportError } from '../text/errors.ts';
import type { Driven, Running } from './running.ts';

/** What a use case is run with where a caller leaves something out. */
export function meansOf<Event>({ signal, onEvent, driver }: Running<Event> & Driven): {
  drivers: readonly DriverName[];
  runner: Runner;
  signal: AbortSignal;
  onEvent: (event: Event) => void;
} {
  const drivers = driver === undefined ? DRIVER_NAMES : [driver];
  if (driver !== undefined && !DRIVER_NAMES.includes(driver)) {
    const message = `unknown driver "${driver}", expected one of ${DRIVER_NAMES.join(', ')}`;
    throw new LabreportError({ code: 'usage', message });
  }
  return { drivers, runner: startRunner(drivers[0] as DriverName), ...followed({ signal, onEvent }) };
}

/** The same for what starts its own runner. */
export function followed<Event>({
  signal = new AbortController().signal,
  onEvent = () => {},
}: {
  signal?: AbortSignal | undefined;
  onEvent?: ((event: Event) => void) | undefined;
}): { signal: AbortSignal; onEvent: (event: Event) => void } {
  const failed = new AbortController();
  return {
    signal: AbortSignal.any([signal, failed.signal]),
    // What it throws ends the run, and is what the caller's promise rejects with.
    onEvent(event) {
      try {
        onEvent(event);
      } catch (error) {
        failed.abort(error);
      }
    },
  };
}
