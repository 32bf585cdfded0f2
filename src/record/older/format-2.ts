import { findKnownDriver, KNOWN_DRIVERS, NO_ADDRESS } from '../known-drivers.ts';
import type { DriverTraits } from '../run-record.ts';
import { isMapping, mapItems, mapKeys } from './keys.ts';

/**
 * A record of format 2 as one of format 3. It held the driver's name where now its traits stand, too, and not what programs
 * on the other hosts call a host. What is no record stays as it is, for the schema to refuse.
 */
export function fromFormat2(record: object): object {
  const { driver } = record as { driver?: { name?: unknown } };
  // There were no other drivers then: of one by another name nothing is believed.
  const { traits } = findKnownDriver(driver?.name) ?? KNOWN_DRIVERS.loopback;
  return mapKeys(record, {
    format: () => 3,
    driver: (old) => (isMapping(old) ? { ...old, traits } : old),
    hosts: (hosts) => mapItems(hosts, (host) => (isMapping(host) ? { ...host, reach: reachOf(host, traits) } : host)),
  }) as object;
}

/** A host without names was called by its first address. */
function reachOf({ fullName, interfaces }: Record<string, unknown>, { namesResolve }: DriverTraits): unknown {
  if (namesResolve) return fullName;
  const first: unknown = Array.isArray(interfaces) ? interfaces[0] : undefined;
  return (isMapping(first) ? first.address : undefined) ?? NO_ADDRESS;
}
