import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is refused. */
export interface Refused {
  status: 403 | 405;
  message: string;
}

/** Names under which a browser on this machine reaches the loopback address. */
const HOSTS = ['127.0.0.1', 'localhost'];

/**
 * Lets only the preview's own page in. A page of another site can make a browser send requests here, but it can't
 * choose Host and Origin, and it doesn't know the token.
 */
export function refuse(request: IncomingMessage, own: { port: number; token: string }): Refused | undefined {
  const { headers, method = '' } = request;
  const hosts = HOSTS.map((name) => `${name}:${own.port}`);
  if (!hosts.includes(headers.host ?? '')) return forbid('this is not the preview’s host');
  const isWrite = !READING.includes(method);
  if (isWrite && method !== 'POST') return { status: 405, message: `unexpected ${method}, expected GET or POST` };
  if (!isOwnOrigin(headers.origin, { host: headers.host as string, isWrite })) return forbid('this is another origin');
  if (!isOwnSite(headers['sec-fetch-site'], isWrite)) return forbid('this comes from another site');
  return hasToken(request.url ?? '', own.token) ? undefined : forbid(NO_TOKEN);
}

const READING = ['GET', 'HEAD'];
const NO_TOKEN = 'this address is not complete: use the whole one that labreport printed, with its token';

function forbid(message: string): Refused {
  return { status: 403, message };
}

/** Browsers send an Origin with every write, and with what a script of another site reads. */
function isOwnOrigin(origin: string | undefined, { host, isWrite }: { host: string; isWrite: boolean }): boolean {
  return origin === undefined ? !isWrite : origin === `http://${host}`;
}

/** A person's own typing or click in a terminal is "none"; older browsers send nothing. */
function isOwnSite(site: string | string[] | undefined, isWrite: boolean): boolean {
  return site === undefined || site === 'same-origin' || (site === 'none' && !isWrite);
}

function hasToken(url: string, token: string): boolean {
  const given = Buffer.from(/^\/([^/?#]*)/.exec(url)?.[1] ?? '');
  const expected = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
