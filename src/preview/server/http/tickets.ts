import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Addresses that work once. A browser that is started with the preview's own address shows it to everybody on the machine
 * who lists processes; with a ticket there is nothing left in it to use.
 */
export class Tickets {
  readonly #token: string;
  readonly #open = new Set<string>();

  constructor(token: string) {
    this.#token = token;
  }

  /** The path of a new ticket. */
  issue(): string {
    const ticket = `/open-${randomBytes(24).toString('base64url')}`;
    this.#open.add(ticket);
    return ticket;
  }

  /** Leads the first who comes with a ticket to the preview; false when it is none, or used. */
  redeem({ method, url = '', headers }: IncomingMessage, port: number, response: ServerResponse): boolean {
    if (method !== 'GET' || headers.host !== `127.0.0.1:${port}` || !this.#open.delete(url)) return false;
    response.writeHead(303, { Location: `/${this.#token}/` });
    response.end();
    return true;
  }
}
