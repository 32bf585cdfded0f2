import type { DriverTraits } from './run-record.ts';

/** What follows from a driver's name. */
export interface KnownDriver {
  traits: DriverTraits;
  /** Whose addresses the hosts have: the lab's, or some of this machine's loopback device. */
  addresses: 'lab' | 'loopback';
}

/** The drivers that this labreport has, by name. What a record says of them is held against it (schema/driver-checks.ts). */
export const KNOWN_DRIVERS = {
  namespaces: {
    traits: { ownNetwork: true, ownProcesses: true, namesResolve: true, confines: true, oneClock: true },
    addresses: 'lab',
  },
  loopback: {
    traits: { ownNetwork: false, ownProcesses: false, namesResolve: false, confines: false, oneClock: true },
    addresses: 'loopback',
  },
} satisfies Record<string, KnownDriver>;

/** What is known of a driver; undefined where this labreport has none of that name. */
export function findKnownDriver(name: unknown): KnownDriver | undefined {
  return typeof name === 'string' && Object.hasOwn(KNOWN_DRIVERS, name)
    ? KNOWN_DRIVERS[name as keyof typeof KNOWN_DRIVERS]
    : undefined;
}

/** What programs call a host that has neither a name nor an address: all of them are on this machine. */
export const NO_ADDRESS = '127.0.0.1';
