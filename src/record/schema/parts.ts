import * as z from 'zod/mini';
import { shape, whole } from '../../lab/schema/recorded.ts';

// Every schema's `error` is the phrase that follows "expected" in a message to the reader.

/** A text that a program may have made: any at all. */
export const anyText = z.string({ error: 'a text' });

const ADDRESS = 'an IPv4 address';
export const address = z.string({ error: ADDRESS }).check(z.regex(/^\d{1,3}(\.\d{1,3}){3}$/, { error: ADDRESS }));

/** Days from a run's begin to its end; a time that is later has no date. */
export const MOST_MS = 1e9;
const TIME = 'a time in ms since the run began, from 0 to 1000000000';
export const timeMs = z
  .number({ error: TIME })
  .check(z.minimum(0, { error: TIME }), z.maximum(MOST_MS, { error: TIME }));

const WHEN = 'a time such as "2026-10-08T13:15:23.118+02:00"';
/** Local time with its offset (ISO 8601). */
export const when = z.string({ error: WHEN }).check(
  z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/, { error: WHEN }),
  z.refine((text) => !Number.isNaN(Date.parse(text)), { error: WHEN }),
);

/** A path inside one of the report's folders, which nothing leads out of. */
export function pathIn(folder: string) {
  const error = `a file in ${folder}/, without "..", links to other folders or control characters`;
  return z.string({ error }).check(z.refine((path) => isInside(path, folder), { error }));
}

function isInside(path: string, folder: string): boolean {
  const [first, ...rest] = path.split('/');
  const isName = (part: string) => part !== '' && part !== '.' && part !== '..' && part.length <= 255;
  return first === folder && rest.length > 0 && rest.every(isName) && !/[\0-\x1f\x7f]/.test(path);
}

const SIGNAL = 'a signal such as SIGINT';
const STATUS = 'how a program ended: { status } or { signal }';
/** How a program ended. */
export const exit = z.union(
  [
    shape({ status: whole(0, 255) }),
    shape({ signal: z.string({ error: SIGNAL }).check(z.regex(/^SIG[A-Z0-9+-]{1,12}$/, { error: SIGNAL })) }),
  ],
  { error: STATUS },
);

export const isSo = z.boolean({ error: 'true or false' });
