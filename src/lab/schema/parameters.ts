import * as z from 'zod/mini';
import { PARAMETER_TYPES } from '../parameters.ts';
import { described, line, listOf, mapping, word } from './parts.ts';

const DEFAULT_PHRASE = 'a text or a number';

const bound = (description: string) => z.exactOptional(described(z.int({ error: 'a whole number' }), description));

const value = (description: string) =>
  described(z.union([z.number({ error: DEFAULT_PHRASE }), line('Text')], { error: DEFAULT_PHRASE }), description);

/** A value that --set can change. */
export const parameterSchema = mapping({
  default: value('Value when --set gives no other'),
  description: line('What it is, for the reader of --help'),
  type: z.exactOptional(
    word(
      PARAMETER_TYPES,
      'What its values are; integer where the default is a number, and text elsewhere, when absent',
    ),
  ),
  from: bound('The least integer'),
  to: bound('The largest integer'),
  of: z.exactOptional(described(listOf(value('A value'), 'values'), 'What a choice can be')),
});

export type RawParameter = z.infer<typeof parameterSchema>;
