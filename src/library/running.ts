import type { DriverName } from '../hosts/host-driver.ts';
import type { RunEvent } from '../scenario/events.ts';

/** How something that takes its time is followed and stopped. */
export interface Running<Event = RunEvent> {
  /** Ends all that was started, and rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Is told what goes on, as it comes. */
  onEvent?: (event: Event) => void;
}

/** How hosts are made; without it, by the best driver that works here. */
export interface Driven {
  driver?: DriverName;
}
