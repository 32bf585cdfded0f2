import { drivers } from '../src/hosts/drivers.ts';
import type { DriverName } from '../src/hosts/host-driver.ts';
import type { DriverFacts } from '../src/record/run-record.ts';

/** What a record tells of a driver that fixed nothing and lacks nothing. */
export function driverFacts(name: DriverName): DriverFacts {
  return { name, traits: drivers[name].traits, pins: [], limits: [] };
}
