import type { TextPattern } from '../../text/pattern.ts';
import { checkHost } from '../check/world.ts';
import { buildRun, checkRun, recordedRun, runKeys } from '../pieces/run.ts';
import { buildUntil, checkUntil, recordedUntil, until } from '../pieces/until.ts';
import { nameOf, name as newName } from '../schema/parts.ts';
import { name } from '../schema/recorded.ts';
import { defineVerb, type StepBase } from './verb.ts';

/** Runs a program in a pseudo-terminal on a host. */
export interface OpenStep extends StepBase {
  verb: 'open';
  id: string;
  on: string;
  run: string;
  /** The one of the lab's programs that this is. */
  program?: string;
  until?: TextPattern;
}

/** @internal */
export const open = defineVerb('open', {
  words: {
    description:
      'Runs a program in a terminal of its own, where it prints as it would for a person: one of `programs`, or what `run` tells. It waits `until` it shows a text. The program goes on running beside the next steps, until a `stop` or the end of the run. A program that ends before it shows the text fails the step at once.',
    example: `steps:
  - open: server
    on: vit001
    program: server # one of the lab's programs
    until: Waiting for incoming connections
  - open: discard
    on: vit001
    run: nc -l 9 # a command of the lab's own
  - open: client2
    on: vit002
    program: client
    # A named group: \${client2.port} is what it found, from here on
    until: /from port (?<port>\\d+)/`,
  },
  written: {
    open: newName('Id of the terminal'),
    on: nameOf('Host on which it happens'),
    ...runKeys({
      program: 'Program that the terminal runs, one of programs',
      run: 'Command line that the terminal runs, where it is none of programs',
    }),
    ...until('Wait until the terminal shows this'),
  },
  recorded: { id: name, on: name, ...recordedRun, ...recordedUntil },
  expands: ['run'],
  build: (raw, { programs }) => ({ id: raw.open, on: raw.on, ...buildRun(raw, programs), ...buildUntil(raw) }),
  tell: ({ id, on, run }) => `open ${id} on ${on}: ${run}`,
  begins: (raw) => ({ id: raw.open, kind: 'terminal' }),
  checkBefore({ world, raw, path }) {
    checkHost(world, [...path, 'on'], raw.on);
    checkRun(world, raw, path);
  },
  // The program runs when its `until` is looked for, so that pattern may refer to more than the rest of the step.
  check: ({ world, raw, path }) => checkUntil(world, raw.open, raw, path),
});
