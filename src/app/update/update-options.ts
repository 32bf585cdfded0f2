import type { DriverName } from '../../hosts/host-driver.ts';

/** What an update can be asked for. */
export interface UpdateOptions {
  /** Overwrites evidence that was edited by hand. */
  force?: boolean;
  /** Leaves evidence that was edited by hand as it is. */
  keep?: boolean;
  /** File of the template to go over to. */
  template?: string;
  /** Another one than that of the run before. */
  driver?: DriverName;
  /** Other values of the lab's parameters, and keys of labreport.yaml. */
  set?: Record<string, string>;
  /** Folder of sources in place of the lab's. */
  source?: string;
  /** Name or folder of the lab to run. */
  lab?: string;
  /** Runs what came with the report as the person, with all that they may do. */
  unconfined?: boolean;
}
