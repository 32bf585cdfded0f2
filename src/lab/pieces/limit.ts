import * as z from 'zod/mini';
import { described } from '../schema/parts.ts';

const DEFAULT_LIMIT_MS = 10_000;
/** An hour: no step may wait longer. */
const MOST_MS = 3_600_000;

const LIMIT_PHRASE = 'a time such as "10s", "500ms" or a number of seconds, above 0 and at most 1 hour';

/** In a lab.yaml: how long a step may wait. */
export const limit = described(
  z.union(
    [
      z
        .number({ error: LIMIT_PHRASE })
        .check(z.minimum(0.001, { error: LIMIT_PHRASE }), z.maximum(3600, { error: LIMIT_PHRASE })),
      z
        .string({ error: LIMIT_PHRASE })
        .check(z.regex(/^(?=.*[1-9])(\d{1,3}(\.\d{1,3})?s|\d{1,6}ms)$/, { error: LIMIT_PHRASE })),
    ],
    { error: LIMIT_PHRASE },
  ),
  'How long the step may wait, e.g. 10s, 500ms or a number of seconds; 10 s when absent',
);

const RECORDED = 'a time in ms up to an hour';
/** In a record: the same in ms. */
export const recordedLimit = z
  .number({ error: RECORDED })
  .check(z.minimum(0, { error: RECORDED }), z.maximum(MOST_MS, { error: RECORDED }));

/** The limit in ms. */
export function buildLimit(raw: number | string | undefined): number {
  if (raw === undefined) return DEFAULT_LIMIT_MS;
  if (typeof raw === 'number') return Math.round(raw * 1000);
  const amount = Number.parseFloat(raw);
  return raw.endsWith('ms') ? amount : Math.round(amount * 1000);
}
