import type { TextPattern } from '../../text/pattern.ts';
import { checkRunning } from '../check/world.ts';
import { buildUntil, checkUntil, recordedUntil, until } from '../pieces/until.ts';
import { line, nameOf } from '../schema/parts.ts';
import { name, line as recordedLine } from '../schema/recorded.ts';
import { defineVerb, type StepBase } from './verb.ts';

/** Types a line into a terminal. */
export interface TypeStep extends StepBase {
  verb: 'type';
  text: string;
  into: string;
  /** Text to wait for in what comes back after the typed line's own echo. */
  until?: TextPattern;
}

/** @internal */
export const type = defineVerb('type', {
  words: {
    description:
      "Types a line, with Enter, into a terminal. `until` is looked for in what comes back after the line's own echo.",
    example: `steps:
  - type: hello from vit002
    into: client2
    until: hello from vit002`,
  },
  written: {
    type: line('Line that is typed'),
    into: nameOf('Id of the terminal'),
    ...until("Wait until this comes back, after the line's own echo"),
  },
  recorded: { text: recordedLine, into: name, ...recordedUntil },
  expands: ['type'],
  build: (raw) => ({ text: raw.type, into: raw.into, ...buildUntil(raw) }),
  tell: ({ text, into }) => `type into ${into}: ${text}`,
  check({ world, raw, path }) {
    world.typed.push({ line: raw.type, into: raw.into });
    checkRunning(world, { path: [...path, 'into'], id: raw.into, kinds: ['terminal'] });
    checkUntil(world, raw.into, raw, path);
  },
});
