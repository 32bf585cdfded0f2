import type { DriverName } from '../hosts/host-driver.ts';
import { type Runner, startRunner } from '../scenario/confined.ts';
import type { Driven, Running } from './running.ts';

/** The best first. */
const DRIVERS: readonly DriverName[] = ['namespaces', 'loopback'];

/** What a use case is run with where a caller leaves something out. */
export function meansOf<Event>({ signal, onEvent, driver }: Running<Event> & Driven): {
  drivers: readonly DriverName[];
  runner: Runner;
  signal: AbortSignal;
  onEvent: (event: Event) => void;
} {
  const drivers = driver === undefined ? DRIVERS : [driver];
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
  return { signal, onEvent };
}
