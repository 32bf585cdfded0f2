import * as z from 'zod/mini';

// What a record holds of a lab, by which records of others are read. Every schema's `error` is the phrase that follows
// "expected" in a message to the reader.

/** One of two types is the other, in both directions: neither has a key or a value that the other lacks. */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** A mapping with at least these keys; what else stands in it is left alone, and nobody reads it. */
export function shape<S extends z.core.$ZodShape>(keys: S) {
  return z.object(keys, { error: `a mapping with ${Object.keys(keys).join(', ')}` });
}

/** The word that tells a mapping from others. */
export function kind<const T extends string>(text: T) {
  return z.literal(text, { error: JSON.stringify(text) });
}

/** One of several mappings: the word under `key` tells which. */
export function variant<S extends z.core.$ZodTypeDiscriminable>(
  key: string,
  words: readonly string[],
  options: readonly S[],
) {
  return z.discriminatedUnion(key, options as unknown as [S, ...S[]], { error: `one of ${words.join(', ')}` });
}

export function list<S extends z.core.$ZodType>(item: S, phrase: string) {
  return z.array(item, { error: `a list of ${phrase}` });
}

const LINE = 'a text of one line';
/** A text without control characters, which may be empty. */
export const line = z.string({ error: LINE }).check(z.regex(/^[^\0-\x1f\x7f]*$/, { error: LINE }));

const LINES = 'a text without control characters';
/** The same, which may have several lines. */
export const lines = z.string({ error: LINES }).check(z.regex(/^[^\0-\x08\x0b-\x1f\x7f]*$/, { error: LINES }));

const NAME = 'a name of at most 40 lower-case letters, digits and "-", beginning with a letter';
/** A name as a lab gives it to hosts, terminals, claims ... */
export const name = z.string({ error: NAME }).check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, { error: NAME }));

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
