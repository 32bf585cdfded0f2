import * as z from 'zod/mini';

// Every schema's `error` is the phrase that follows "expected" in a message to the reader.

/** One of two types is the other, in both directions: neither has a key or a value that the other lacks. */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** A mapping with at least these keys; what else stands in it is left alone, and nobody reads it. */
export function shape<S extends z.core.$ZodShape>(keys: S) {
  return z.object(keys, { error: `a mapping with ${Object.keys(keys).join(', ')}` });
}

export function list<S extends z.core.$ZodType>(item: S, phrase: string) {
  return z.array(item, { error: `a list of ${phrase}` });
}

/** A text that a program may have made: any at all. */
export const anyText = z.string({ error: 'a text' });

const LINE = 'a text of one line';
/** A text without control characters, which may be empty. */
export const line = z.string({ error: LINE }).check(z.regex(/^[^\0-\x1f\x7f]*$/, { error: LINE }));

const LINES = 'a text without control characters';
/** The same, which may have several lines. */
export const lines = z.string({ error: LINES }).check(z.regex(/^[^\0-\x08\x0b-\x1f\x7f]*$/, { error: LINES }));

const NAME = 'a name of at most 40 lower-case letters, digits and "-", beginning with a letter';
/** A name as a lab gives it to hosts, terminals, claims ... */
export const name = z.string({ error: NAME }).check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, { error: NAME }));

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

/** A whole number with bounds. */
export function whole(atLeast = 0, atMost = Number.MAX_SAFE_INTEGER) {
  const most = atMost === Number.MAX_SAFE_INTEGER ? '' : ` to ${atMost}`;
  const error = `a whole number from ${atLeast}${most}`;
  return z.int({ error }).check(z.minimum(atLeast, { error }), z.maximum(atMost, { error }));
}

/** One word out of a list. */
export function word<const T extends readonly string[]>(words: T) {
  return z.enum(words, { error: words.length === 1 ? JSON.stringify(words[0]) : `one of ${words.join(', ')}` });
}

/** A mapping from names to values. */
export function named<S extends z.core.$ZodType>(value: S, phrase: string) {
  return z.record(name, value, { error: `a mapping from names to ${phrase}` });
}

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
