import { drivers } from '../src/hosts/drivers.ts';
import type { DriverName } from '../src/hosts/host-driver.ts';
import type { DriverFacts, RunRecord } from '../src/record/run-record.ts';

/** What a record tells of a driver that fixed nothing and lacks nothing. */
export function driverFacts(name: DriverName): DriverFacts {
  return { name, traits: drivers[name].traits, pins: [], limits: [] };
}

/** Makes a record tell of hosts on this machine's loopback device, and of nothing that contradicts it. */
export function putOnLoopback(record: Pick<RunRecord, 'driver' | 'hosts'>): void {
  record.driver = driverFacts('loopback');
  for (const [i, host] of record.hosts.entries()) {
    const address = `127.0.1.${i + 1}`;
    const interfaces = host.interfaces.map(({ network }) => ({ name: 'lo', network, address }));
    Object.assign(host, { reach: address, interfaces });
  }
}
