import type { Path } from '../source.ts';
import { type Finding, unknownWord } from './findings.ts';
import type { World } from './world.ts';

interface Network {
  first: number;
  last: number;
}

/** What of a lab tells its addresses. */
type Addressed = Pick<World['lab'], 'hosts' | 'parameters'> & { networks: Record<string, string> };

// What packet patterns call the two ends of a connection.
const ROLES = ['client', 'server'];

/** Networks are IPv4 and apart from each other; each host's addresses are its own and lie inside them. */
export function checkNetworks({ networks, hosts, parameters = {} }: Addressed): Finding[] {
  const findings: Finding[] = [];
  const ranges = new Map<string, Network>();
  for (const [name, cidr] of Object.entries(networks)) {
    const path = ['networks', name];
    const network = readNetwork(cidr);
    if (typeof network === 'string') findings.push({ path, message: network });
    else findings.push(...overlaps(path, network, ranges));
    ranges.set(name, typeof network === 'string' ? { first: 0, last: -1 } : network);
  }
  const taken = new Map<string, string>();
  for (const [host, addresses] of Object.entries(hosts)) {
    findings.push(...checkHostName(host, parameters));
    for (const [network, address] of Object.entries(addresses)) {
      findings.push(...checkAddress({ host, network, address, ranges, taken, cidr: networks[network] ?? '' }));
    }
  }
  return findings;
}

function overlaps(path: Path, { first, last }: Network, others: Map<string, Network>): Finding[] {
  const other = [...others].find(([, range]) => first <= range.last && range.first <= last)?.[0];
  return other === undefined ? [] : [{ path, message: `network overlaps with network "${other}"` }];
}

function checkHostName(host: string, parameters: object): Finding[] {
  const at = { path: ['hosts', host], part: 'key' as const };
  if (ROLES.includes(host)) {
    return [
      { ...at, message: `host can't be called "${host}": claims call the ends of a connection client and server` },
    ];
  }
  if (Object.hasOwn(parameters, host)) return [{ ...at, message: `"${host}" is a parameter already` }];
  return [];
}

interface HostAddress {
  host: string;
  network: string;
  address: string;
  cidr: string;
  ranges: Map<string, Network>;
  taken: Map<string, string>;
}

function checkAddress({ host, network, address, cidr, ranges, taken }: HostAddress): Finding[] {
  const path = ['hosts', host, network];
  const range = ranges.get(network);
  if (range === undefined) {
    return [{ path, part: 'key', ...unknownWord({ what: 'network', word: network, known: ranges.keys() }) }];
  }
  const value = readAddress(address);
  if (value === undefined) return [{ path, message: `expected an IPv4 address, got "${address}"` }];
  const owner = taken.get(address);
  if (owner !== undefined) return [{ path, message: `address ${address} is taken by host "${owner}"` }];
  taken.set(address, host);
  // The network itself is wrong; that is said already.
  if (range.last < range.first) return [];
  if (value > range.first && value < range.last) return [];
  const expected = `expected one from ${formatAddress(range.first + 1)} to ${formatAddress(range.last - 1)}`;
  return [{ path, message: `address ${address} is no host address of network "${network}" (${cidr}), ${expected}` }];
}

/** First and last address, RFC 4632; or what is wrong. */
function readNetwork(cidr: string): Network | string {
  const [, base = '', bits = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(cidr) ?? [];
  const address = readAddress(base);
  const prefix = Number(bits);
  if (address === undefined || prefix < 1 || prefix > 30) {
    return `expected an IPv4 network such as 192.0.2.0/24 (prefix 1 to 30), got "${cidr}"`;
  }
  const size = 2 ** (32 - prefix);
  const first = address - (address % size);
  if (first !== address) return `expected the network's own address ${formatAddress(first)}/${bits}, got "${cidr}"`;
  return { first, last: first + size - 1 };
}

/** Dotted decimal without leading zeros, which some programs read as octal. */
export function readAddress(text: string): number | undefined {
  const parts = text.split('.');
  const isByte = (part: string) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255;
  if (parts.length !== 4 || !parts.every(isByte)) return undefined;
  return parts.reduce((value, part) => value * 256 + Number(part), 0);
}

function formatAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
