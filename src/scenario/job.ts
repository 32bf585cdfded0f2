import type { DriverName } from '../hosts/host-driver.ts';
import type { Confine } from '../lab/limits.ts';
import type { Lab } from '../lab/types.ts';

/** What a runner is told, as one JSON line on its standard input. */
export interface Job {
  lab: Lab;
  driver: DriverName;
  /** The run's folder: holds `src/` (a copy of the sources) and `logs/` (empty). */
  dir: string;
  /** Environment of the lab's programs. */
  environment: Record<string, string>;
  /** Not all of it can be trusted: what is kept apart, and within which limits. */
  confine?: Confine;
}
