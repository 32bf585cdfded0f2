import type { Refusal } from '../protocol.ts';

/** The server could not do what it was asked, and says why. */
export class Refused extends Error {
  readonly hint: string | undefined;

  constructor({ message, hint }: Refusal) {
    super(message);
    this.hint = hint;
  }
}

/** Asks the server; addresses are relative to the page's, which holds the token. */
export async function getJson<T>(
  address: string,
  query: Record<string, string | number> = {},
  signal?: AbortSignal,
): Promise<T> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, `${value}`]));
  const suffix = search.size === 0 ? '' : `?${search}`;
  const response = await fetch(`${address}${suffix}`, signal === undefined ? {} : { signal });
  const body = await response.json();
  if (!response.ok) throw new Refused(body);
  return body;
}

export async function post(address: string): Promise<void> {
  const response = await fetch(address, { method: 'POST' });
  if (!response.ok) throw new Refused(await response.json());
}

/** An evidence's id as a part of an address. */
export function part(id: string): string {
  return encodeURIComponent(id);
}
