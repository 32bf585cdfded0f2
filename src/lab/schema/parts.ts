import * as z from 'zod/mini';
import { TCP_STATES } from '../terms.ts';

// Every schema's `error` is the phrase that follows "expected" in a message to the reader; explain.ts does the rest.

/** Gives a schema the text that editors show for it. */
export function described<S extends z.core.$ZodType>(schema: S, description: string): S {
  // A copy, so that one schema can be described in two places.
  const copy = z.clone(schema);
  z.globalRegistry.add(copy, { description });
  return copy;
}

/** A mapping with these keys and no others. */
export function mapping<S extends z.core.$ZodShape>(shape: S) {
  return z.strictObject(shape, { error: `a mapping with the keys ${Object.keys(shape).join(', ')}` });
}

type Mapping = z.ZodMiniObject<z.core.$ZodShape, z.core.$strict>;

/** One of several mappings, told apart by the first key of each. */
export function choice<S extends Mapping>(options: readonly S[]) {
  const leads = options.map((option) => Object.keys(option.shape)[0]);
  return z.union(options, { error: `a mapping with one of the keys ${leads.join(', ')}` });
}

/** A list with at least one item. */
export function listOf<S extends z.core.$ZodType>(item: S, phrase: string) {
  return z.array(item, { error: `a list of ${phrase}` }).check(z.minLength(1, { error: `a list of ${phrase}` }));
}

// Control characters can't be part of a command line and would be invisible in a report.
const CONTROL = /[\0-\x08\x0b-\x1f\x7f]/;

/** A text that a reader sees whole. */
export function visibleText(expected: string) {
  return z
    .string({ error: expected })
    .check(z.refine((value) => !CONTROL.test(value), { error: 'the text has a control character in it' }));
}

/** A text that isn't empty; it may have several lines. */
export function text(description: string) {
  return described(visibleText('a text').check(z.minLength(1, { error: 'a text' })), description);
}

/** A text of one line, which may be empty. */
export function line(description: string) {
  return described(visibleText('a text').check(z.regex(/^[^\n]*$/, { error: 'a text of one line' })), description);
}

/** A heading or sentence of a report. */
export function sentence(description: string) {
  const phrase = 'a sentence of one line without a full stop';
  const schema = visibleText('a text').check(
    z.regex(/^[^\n]*[^\n. ]$/, { error: phrase }),
    z.refine((value) => !value.includes('${'), { error: "references can't be used in this text" }),
  );
  return described(schema, description);
}

/** What names in a lab look like, and the name of a new lab. */
export const NAME = /^[a-z][a-z0-9-]{0,39}$/;
export const NAME_PHRASE = 'a name of at most 40 lower-case letters, digits and "-", beginning with a letter';

/** An identifier that a lab gives to a host, terminal, capture, moment, claim ... */
const nameSchema = z.string({ error: NAME_PHRASE }).check(z.regex(NAME, { error: NAME_PHRASE }));

export function name(description: string) {
  return described(nameSchema, description);
}

/** The name of something that the lab defines; whether it does is checked later, where the choices are known. */
export function nameOf(description: string) {
  return described(z.string({ error: 'a name' }).check(z.minLength(1, { error: 'a name' })), description);
}

/** A mapping from names to values, with at least `atLeast` entries. */
export function named<S extends z.core.$ZodType>(value: S, phrase: string, atLeast = 1) {
  const error = `a mapping from names to ${phrase}`;
  const record = z.record(nameSchema, value, { error });
  const isEnough = (entries: object) => Object.keys(entries).length >= atLeast;
  return record.check(z.refine(isEnough, { error: `expected ${error}, got an empty one` }));
}

/** One word out of a list. */
export function word<const T extends readonly string[]>(words: T, description: string) {
  return described(z.enum(words, { error: `one of ${words.join(', ')}` }), description);
}

/** A plain number of things. */
export function number(description: string, atLeast = 0) {
  const phrase = `a whole number from ${atLeast}`;
  return described(z.int({ error: phrase }).check(z.minimum(atLeast, { error: phrase })), description);
}

export const stateSchema = word(TCP_STATES, 'TCP state, as netstat prints it');
