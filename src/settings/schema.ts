import * as z from 'zod/mini';
import { described, mapping } from '../lab/schema/parts.ts';
import type { FrontMatter } from '../record/run-record.ts';

// Every schema's `error` is the phrase that follows "expected" in a message to the reader, as for a lab.

const TEXT = 'a text of one line';
const NUMBER = 'a text or a number';
const EMAIL = 'an e-mail address';

const LINE = /^[^\0-\x1f\x7f]*\S[^\0-\x1f\x7f]*$/;

function line(description: string, phrase = TEXT) {
  return z.exactOptional(described(z.string({ error: phrase }).check(z.regex(LINE, { error: phrase })), description));
}

/** What may be numbers only: it is taken as it was written, with its zeros. */
function lineOrNumber(description: string) {
  const text = z.string({ error: NUMBER }).check(z.regex(LINE, { error: NUMBER }));
  return z.exactOptional(described(z.union([z.number({ error: NUMBER }), text], { error: NUMBER }), description));
}

/** labreport.yaml: who makes a report and for what. All of it may be absent. */
export const settingsSchema = mapping({
  author: line('Name of who makes the report'),
  id: lineOrNumber("The author's number, for example as a student"),
  email: z.exactOptional(
    described(z.string({ error: EMAIL }).check(z.regex(/^[^\s@]+@[^\s@]+$/, { error: EMAIL })), 'E-mail address'),
  ),
  group: lineOrNumber('Group that the report is of'),
  course: line('Course that the report is for'),
  institution: line('School or university'),
  license: line('How others may use the report, for example CC-BY-4.0'),
} satisfies Record<keyof FrontMatter, unknown>);
