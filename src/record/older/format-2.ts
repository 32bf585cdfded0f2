import type { DriverTraits } from '../run-record.ts';
import { isMapping, mapItems, mapKeys } from './keys.ts';

/** What hosts were like when the driver's name alone told it. */
const NAMESPACES: DriverTraits = {
  ownNetwork: true,
  ownProcesses: true,
  namesResolve: true,
  confines: true,
  oneClock: true,
};
const LOOPBACK: DriverTraits = {
  ownNetwork: false,
  ownProcesses: false,
  namesResolve: false,
  confines: false,
  oneClock: true,
};

/**
 * A record of format 2 as one of format 3. It held the driver's name where now its traits stand, too, and not what programs
 * on the other hosts call a host. What is no record stays as it is, for the schema to refuse.
 */
export function fromFormat2(record: object): object {
  const { driver } = record as { driver?: { name?: unknown } };
  const isLoopback = driver?.name === 'loopback';
  return mapKeys(record, {
    format: () => 3,
    driver: (old) => (isMapping(old) ? { ...old, traits: isLoopback ? LOOPBACK : NAMESPACES } : old),
    hosts: (hosts) =>
      mapItems(hosts, (host) => (isMapping(host) ? { ...host, reach: reachOf(host, isLoopback) } : host)),
  }) as object;
}

/** The loopback driver's hosts have addresses but no names. */
function reachOf({ fullName, interfaces }: Record<string, unknown>, isLoopback: boolean): unknown {
  if (!isLoopback) return fullName;
  const first: unknown = Array.isArray(interfaces) ? interfaces[0] : undefined;
  return (isMapping(first) ? first.address : undefined) ?? '127.0.0.1';
}
