import { DRIVER_NAMES, type DriverName } from '../../hosts/host-driver.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { LabreportError } from '../../text/errors.ts';

/** The driver that made the hosts of a run, to make them again. */
export function knownDriver({ driver: { name } }: RunRecord): DriverName {
  const known = DRIVER_NAMES.find((each) => each === name);
  if (known !== undefined) return known;
  throw new LabreportError({
    code: 'driver-unavailable',
    message: `the report's hosts were made by the driver "${name}", expected one of ${DRIVER_NAMES.join(', ')}`,
    hint: 'Another version of labreport may have it.',
  });
}
