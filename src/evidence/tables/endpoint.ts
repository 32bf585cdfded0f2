import type { Endpoint } from '../types.ts';

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
