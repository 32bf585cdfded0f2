import type { DriverName, HostDriver } from './host-driver.ts';
import { loopback } from './loopback/driver.ts';
import { namespaces } from './namespaces/driver.ts';

/** All drivers, the best first. */
export const drivers = { namespaces, loopback } satisfies Record<DriverName, HostDriver>;
