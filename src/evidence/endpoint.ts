import type { Endpoint } from './types.ts';

/** What the names of hosts mean. */
export interface HostNames {
  /** Host name and full name to the host's addresses. */
  addresses: Record<string, readonly string[]>;
}

/** Where only addresses are known. */
export const NO_NAMES: HostNames = { addresses: {} };
/** Characters of netstat's "address:port". */
const NETSTAT_ENDPOINT_CHARACTERS = 23;

/** Reads an endpoint as netstat and ss print it: "192.0.2.1:8990", ":::8990", "[::]:ssh", "*:*". */
export function parseEndpoint(text: string): Endpoint {
  const colon = text.lastIndexOf(':');
  const address = text.slice(0, colon).replace('[', '').replace(']', '');
  const port = text.slice(colon + 1);
  if (port === '*') return { address };
  return /^\d+$/.test(port) ? { address, port: Number(port) } : { address, service: port };
}

/** An address in one spelling: without its interface ("%eth0"), and IPv4 without IPv6's "::ffff:" in front. */
export function plainAddress(address: string): string {
  return address
    .toLowerCase()
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/, '');
}

/** Whether it has this port, or the name that the tool printed in place of it. */
export function hasPort(end: Endpoint, port: string): boolean {
  return String(end.port ?? end.service) === port;
}

/** Whether the endpoint is at the address, or at one of the addresses of the host, or shown by one of its names. */
export function isAt(end: Endpoint, name: string, { addresses }: HostNames): boolean {
  const own = Object.hasOwn(addresses, name) ? (addresses[name] as readonly string[]) : [name];
  const wanted = own.map(plainAddress);
  if (wanted.includes(plainAddress(end.address))) return true;
  const names = Object.keys(addresses).filter((key) =>
    addresses[key]?.some((one) => wanted.includes(plainAddress(one))),
  );
  return [name, ...names].some((one) => isShownAs(end, one));
}

/** netstat cuts a name until it and the port fit into their column. */
function isShownAs({ address, port, service }: Endpoint, name: string): boolean {
  if (address === name) return true;
  const isCut = `${address}:${service ?? port ?? '*'}`.length >= NETSTAT_ENDPOINT_CHARACTERS;
  return isCut && address !== '' && name.startsWith(address);
}
