import type { OpenCapture } from '../capture/open-capture.ts';
import type { Host, HostDriver, Site } from '../hosts/host-driver.ts';
import type { Confine } from '../lab/limits.ts';
import type { Scope } from '../lab/shell/expand.ts';
import type { Lab } from '../lab/types.ts';
import type { DriverTraits } from '../record/run-record.ts';
import type { OpenTerminal } from '../terminal/open-terminal.ts';
import type { Clock } from '../text/clock.ts';
import type { RunConfinement } from './confinement.ts';
import type { RunEvent } from './events.ts';

/** What the steps of one run share. */
export interface Run {
  lab: Lab;
  clock: Clock;
  hosts: Map<string, Host>;
  /** The sources are built: each host gets them. */
  giveSources(): Promise<void>;
  /** What the hosts are like. */
  traits: DriverTraits;
  terminals: Map<string, OpenTerminal>;
  captures: Map<string, OpenCapture>;
  /** Where the hosts are. */
  site: Site;
  /** The run's folder, as labreport sees it and as programs of the lab see it. */
  dir: string;
  folder: string;
  environment: Record<string, string>;
  /** Absent where the programs are the lab's own. */
  confinement?: RunConfinement;
  onEvent: (event: RunEvent) => void;
  /** Takes an error that no promise of the run carries; the run ends by it. */
  onFault: (error: unknown) => void;
  /** Ports of this machine that were in use before the run. */
  portsBefore: ReadonlySet<number>;
  /** What `${...}` references stand for by now. */
  scope(): Scope;
}

export interface ScenarioOptions {
  lab: Lab;
  driver: HostDriver;
  /** The run's folder: holds `src/` (a copy of the sources) and `logs/` (empty). */
  dir: string;
  /** Environment of the lab's programs. */
  environment: Record<string, string>;
  /** How what is not the person's own is kept apart. */
  confine?: Confine;
  onEvent: (event: RunEvent) => void;
  /** Is given what ends all that the run has started, for when labreport is gone before it; nothing may be started after it. */
  endsBy: (end: () => Promise<void>) => void;
}
