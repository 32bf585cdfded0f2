import * as z from 'zod/mini';
import { regexMistake } from '../../text/regex.ts';
import { unknownWord } from '../check/findings.ts';
import { TCP_FLAGS, TCP_STATES } from '../types.ts';

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
export function choice<const T extends readonly [Mapping, ...Mapping[]]>(options: T) {
  const leads = options.map((option) => Object.keys(option.shape)[0]);
  return z.union(options, { error: `a mapping with one of the keys ${leads.join(', ')}` });
}

/** A list with at least one item. */
export function listOf<S extends z.core.$ZodType>(item: S, phrase: string) {
  return z.array(item, { error: `a list of ${phrase}` }).check(z.minLength(1, { error: `a list of ${phrase}` }));
}

// Control characters can't be part of a command line and would be invisible in a report.
const CONTROL = /[\0-\x08\x0b-\x1f\x7f]/;

function visibleText(expected: string) {
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

/** A literal text, or `/regular expression/`. */
export function pattern(description: string) {
  const schema = visibleText('a text or a /regular expression/').check(
    z.minLength(1, { error: 'a text or a /regular expression/' }),
    z.check(({ value, issues }) => {
      const regex = regexIn(value);
      const mistake = regex === undefined ? undefined : regexMistake(regex);
      if (mistake === undefined) return;
      const { message, hint } = mistake;
      issues.push({ code: 'custom', input: value, message, params: { hint } });
    }),
  );
  return described(schema, `${description}: a text, or /a regular expression/ whose named groups become values`);
}

/** The expression between the slashes of `/.../`; nothing where the text is a literal one. */
export function regexIn(value: string): string | undefined {
  return /^\/(.+)\/$/s.exec(value)?.[1];
}

const PORT_PHRASE = 'a port number from 1 to 65535, or a reference in $' + '{...}';

/** A port: a number, or a text with a `${...}` reference. */
export function port(description: string) {
  const number = z
    .int({ error: PORT_PHRASE })
    .check(z.minimum(1, { error: PORT_PHRASE }), z.maximum(65535, { error: PORT_PHRASE }));
  const reference = z.string({ error: PORT_PHRASE }).check(z.regex(/^\$\{[^${}]+\}$/, { error: PORT_PHRASE }));
  return described(z.union([number, reference], { error: PORT_PHRASE }), description);
}

const COUNT_PHRASE = 'a number such as 2, "at least 2", "at most 2" or "2 to 4"';

/** A count with bounds. */
export function count(description: string) {
  const exactly = z.int({ error: COUNT_PHRASE }).check(z.minimum(0, { error: COUNT_PHRASE }));
  const bounds = /^(at least \d{1,9}|at most \d{1,9}|\d{1,9} to \d{1,9})$/;
  const within = z.string({ error: COUNT_PHRASE }).check(z.regex(bounds, { error: COUNT_PHRASE }));
  return described(
    z.union([exactly, within], { error: COUNT_PHRASE }),
    `${description}: ${COUNT_PHRASE}; at least 1 when absent`,
  );
}

/** A plain number of things. */
export function number(description: string, atLeast = 0) {
  const phrase = `a whole number from ${atLeast}`;
  return described(z.int({ error: phrase }).check(z.minimum(atLeast, { error: phrase })), description);
}

const LIMIT_PHRASE = 'a time such as "10s", "500ms" or a number of seconds, above 0 and at most 1 hour';

/** How long a step may wait. */
export const limitSchema = described(
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

export const stateSchema = word(TCP_STATES, 'TCP state, as netstat prints it');

const FLAGS_PHRASE = `one or more of ${TCP_FLAGS.join(', ')}`;
const FLAGS_PATTERN = `^(${TCP_FLAGS.join('|')})( (${TCP_FLAGS.join('|')}))*$`;

const flagsText = z.string({ error: FLAGS_PHRASE }).check(
  z.check(({ value, issues }) => {
    const flag = value.split(' ').find((each) => !TCP_FLAGS.some((known) => known === each));
    if (flag === undefined) return;
    const { message, ...params } = unknownWord({ what: 'flag', word: flag, known: TCP_FLAGS });
    issues.push({ code: 'custom', input: value, message, params, continue: true });
  }),
);
z.globalRegistry.add(flagsText, { pattern: FLAGS_PATTERN });

/** TCP flags: `FIN ACK`, or a list. */
export const flagsSchema = described(
  z.union([flagsText, listOf(z.enum(TCP_FLAGS, { error: FLAGS_PHRASE }), 'flags')], { error: FLAGS_PHRASE }),
  'TCP flags that are all set, e.g. FIN ACK; others may be set too, except FIN, SYN and RST',
);
