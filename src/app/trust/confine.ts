import type { DriverName } from '../../hosts/host-driver.ts';
import type { Confine } from '../../lab/limits.ts';
import { confineFor, type Provenance } from '../../lab/provenance.ts';
import type { Lab } from '../../lab/types.ts';
import { KNOWN_DRIVERS } from '../../record/known-drivers.ts';
import { LabreportError } from '../../text/errors.ts';
import { findTool } from '../../tools/find.ts';
import { installLine } from '../../tools/packages.ts';

/** A run that is to be started. */
interface Planned {
  provenance: Provenance;
  lab: Lab;
  driver: DriverName;
  /** The person has said that nothing need be kept apart. */
  unconfined: boolean;
  /** What is run that others have made, for the message where it can't be kept apart. */
  why: string;
}

/** What of a run is confined. Refuses where that can't be done and nobody has said that it need not be. */
export function confineRun({ provenance, lab, driver, unconfined, why }: Planned): Confine | undefined {
  const confine = confineFor(provenance, lab);
  if (confine === undefined || unconfined) return undefined;
  refuseUnconfinable(driver, why);
  return confine;
}

/** Of some drivers those that can keep apart what has to be. */
export function ableDrivers(drivers: readonly DriverName[], confine: Confine | undefined): readonly DriverName[] {
  return drivers.filter((name) => confine === undefined || KNOWN_DRIVERS[name].traits.confines);
}

function refuseUnconfinable(driver: DriverName, why: string): void {
  const anyway = 'Or run it as you, with all that you may do, when you trust all of it: --unconfined';
  if (!KNOWN_DRIVERS[driver].traits.confines) {
    throw new LabreportError({
      code: 'confinement-unavailable',
      message: `${why}, expected to keep that apart from this machine: the ${driver} driver can’t`,
      hint: `Leave out --driver ${driver}.\n${anyway}`,
    });
  }
  const missing = ['bwrap', 'setpriv'].filter((tool) => findTool(tool) === undefined);
  if (missing.length > 0) {
    throw new LabreportError({
      code: 'confinement-unavailable',
      message: `${why}, expected bubblewrap to keep that apart from this machine: ${missing.join(' and ')} not found`,
      hint: `${installLine(missing)}\n${anyway}`,
    });
  }
}
