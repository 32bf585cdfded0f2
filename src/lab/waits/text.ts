import type { TextPattern } from '../../text/pattern.ts';
import { formatPattern } from '../../text/pattern.ts';
import { lookUp } from '../check/world.ts';
import { addValues, buildPattern, pattern, recordedPattern } from '../pieces/pattern.ts';
import { nameOf } from '../schema/parts.ts';
import { name } from '../schema/recorded.ts';
import { defineWait } from './wait-kind.ts';

/** Text on a terminal, in what came since the last step that waited on or typed into it. */
export interface TextWait {
  kind: 'text';
  terminal: string;
  text: TextPattern;
}

/** @internal */
export const text = defineWait('text', {
  words: {
    description: 'Text on a terminal, in what came since the last step that waited on this terminal or typed into it.',
    example: `steps:
  - wait: { text: closed by the client, on: server }`,
  },
  written: { text: pattern('What the terminal must show'), on: nameOf('Id of the terminal') },
  recorded: { terminal: name, text: recordedPattern },
  expands: ['text'],
  build: (raw) => ({ terminal: raw.on, text: buildPattern(raw.text) }),
  tell: (what) => `${formatPattern(what.text)} on ${what.terminal}`,
  check({ world, raw, path }) {
    lookUp(world, { path: [...path, 'on'], id: raw.on, kinds: ['terminal'] });
    addValues(world, raw.on, raw.text, [...path, 'text']);
  },
});
