import * as z from 'zod/mini';
import { described } from '../schema/parts.ts';
import { shape, whole } from '../schema/recorded.ts';

/** How many: exactly, or within bounds. */
export interface Count {
  atLeast: number;
  atMost: number;
}

/** `atMost` of a count without an upper bound; unlike Infinity it survives JSON. */
export const UNBOUNDED = Number.MAX_SAFE_INTEGER;

const COUNT_PHRASE = 'a number such as 2, "at least 2", "at most 2" or "2 to 4"';

/** A count in a lab.yaml. @internal */
export function count(description: string) {
  const exactly = z.int({ error: COUNT_PHRASE }).check(z.minimum(0, { error: COUNT_PHRASE }));
  const bounds = /^(at least \d{1,9}|at most \d{1,9}|\d{1,9} to \d{1,9})$/;
  const within = z.string({ error: COUNT_PHRASE }).check(z.regex(bounds, { error: COUNT_PHRASE }));
  return described(
    z.union([exactly, within], { error: COUNT_PHRASE }),
    `${description}: ${COUNT_PHRASE}; at least 1 when absent`,
  );
}

/** A count in a record. @internal */
export const recordedCount = shape({ atLeast: whole(), atMost: whole() });

/** The bounds that a count in a lab.yaml means. @internal */
export function buildCount(raw: number | string | undefined): Count {
  if (raw === undefined) return { atLeast: 1, atMost: UNBOUNDED };
  if (typeof raw === 'number') return { atLeast: raw, atMost: raw };
  const [first = 0, second] = (raw.match(/\d+/g) ?? []).map(Number);
  if (raw.startsWith('at least')) return { atLeast: first, atMost: UNBOUNDED };
  return raw.startsWith('at most') ? { atLeast: 0, atMost: first } : { atLeast: first, atMost: second ?? first };
}
