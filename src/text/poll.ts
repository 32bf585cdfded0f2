import { setTimeout as pause } from 'node:timers/promises';

const FIRST_MS = 2;
const LONGEST_MS = 20;

/**
 * Looks again and again, after 2 ms at first and more slowly later, until `look` returns something. Only for what
 * no event tells. Returns undefined when the limit is over.
 */
export async function poll<T>(
  look: () => T | undefined | Promise<T | undefined>,
  limit: AbortSignal,
): Promise<T | undefined> {
  for (let pauseMs = FIRST_MS; ; pauseMs = Math.min(pauseMs * 1.1, LONGEST_MS)) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (limit.aborted) return undefined;
    await pause(pauseMs);
  }
}
