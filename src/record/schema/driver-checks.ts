import type { Lab } from '../../lab/types.ts';
import { findKnownDriver, NO_ADDRESS } from '../known-drivers.ts';
import type { DriverTraits, HostFacts, RunRecord } from '../run-record.ts';
import type { Flaw } from './tree.ts';

/** By traits claims are judged: those of a driver that is known are believed from nobody. */
export function checkTraits({ driver }: RunRecord): Flaw | undefined {
  const known = findKnownDriver(driver.name);
  if (known === undefined) return undefined;
  const names = Object.keys(known.traits) as (keyof DriverTraits)[];
  const other = names.find((name) => driver.traits[name] !== known.traits[name]);
  if (other === undefined) return undefined;
  const expected = `${known.traits[other]}, as on every host of the driver "${driver.name}"`;
  return { path: ['driver', 'traits', other], expected };
}

/** Programs call a host by its full name, or where names can't be had, by an address of its own. */
export function checkReach({ driver, hosts }: RunRecord): Flaw | undefined {
  for (const [i, host] of hosts.entries()) {
    const names = driver.traits.namesResolve ? [host.fullName] : addressesOf(host);
    if (!names.includes(host.reach)) return { path: ['hosts', i, 'reach'], expected: names.join(' or ') };
  }
  return undefined;
}

function addressesOf({ interfaces }: HostFacts): string[] {
  return interfaces.length === 0 ? [NO_ADDRESS] : interfaces.map(({ address }) => address);
}

/** A run on one driver is not to pass for one on another that shows more. */
export function checkAddresses({ driver, hosts, lab }: RunRecord): Flaw | undefined {
  const whose = findKnownDriver(driver.name)?.addresses;
  if (whose === undefined) return undefined;
  for (const [i, host] of hosts.entries()) {
    for (const [k, { network, address }] of host.interfaces.entries()) {
      const flaw = whose === 'lab' ? notOfLab({ lab, host, network, address }) : notOfLoopback(address);
      if (flaw !== undefined) return { path: ['hosts', i, 'interfaces', k, 'address'], expected: flaw };
    }
  }
  return undefined;
}

interface Placed {
  lab: Lab;
  host: HostFacts;
  network: string;
  address: string;
}

function notOfLab({ lab, host: { name }, network, address }: Placed): string | undefined {
  const planned = new Map(Object.entries(lab.hosts[name] ?? {})).get(network);
  if (address === planned) return undefined;
  return planned === undefined
    ? `no host "${name}" in a network "${network}", as in the lab`
    : `${planned}, as in the lab`;
}

function notOfLoopback(address: string): string | undefined {
  return address.startsWith('127.') ? undefined : 'an address of the loopback device such as 127.0.1.1';
}
