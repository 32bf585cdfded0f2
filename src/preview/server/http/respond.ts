import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { openInside } from '../../../files/inside.ts';
import { MOST } from '../../../files/limits.ts';
import type { Refusal } from '../../protocol.ts';

/**
 * What a browser may do with all that comes from here. The terminal player is WebAssembly, which needs a word of its
 * own; it allows no script that is not from here.
 */
const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** The headers of every answer. */
export function setHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
}

export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  send(response, { type: 'application/json', body: JSON.stringify(value), status });
}

/** Says calmly why there is no answer. */
export function sendRefusal(response: ServerResponse, status: number, refusal: Refusal): void {
  sendJson(response, refusal, status);
}

export function send(
  response: ServerResponse,
  { type, body, status = 200 }: { type: string; body: string | Uint8Array; status?: number },
): void {
  const isText = type.startsWith('text/') || /json|svg/.test(type);
  response.writeHead(status, {
    'Content-Type': isText ? `${type}; charset=utf-8` : type,
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

export function notFound(response: ServerResponse): void {
  sendRefusal(response, 404, { message: 'there is nothing of this name' });
}

/** Sends a file of a report's folder as it is read. */
export function stream(response: ServerResponse, { dir, path }: { dir: string; path: string }, type: string): void {
  const opened = openInside(dir, path, MOST.totalBytes);
  if (opened === undefined) {
    notFound(response);
    return;
  }
  response.writeHead(200, { 'Content-Type': type });
  createReadStream('', { fd: opened.descriptor })
    .on('error', () => response.destroy())
    .pipe(response);
}
