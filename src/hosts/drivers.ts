import { loopback } from './loopback/driver.ts';
import { namespaces } from './namespaces/driver.ts';
import type { DriverName, HostDriver } from './types.ts';

/** All drivers, the best first. */
export const drivers = { namespaces, loopback } satisfies Record<DriverName, HostDriver>;
