import * as z from 'zod/mini';
import { checkHost } from '../check/world.ts';
import { processState } from '../pieces/process-state.ts';
import { nameOf, number, text } from '../schema/parts.ts';
import { line, lines, name, whole } from '../schema/recorded.ts';
import { defineWait } from './wait-kind.ts';

/** The number of processes of a program on a host (in a state, e.g. "Z"). */
export interface ProcessesWait {
  kind: 'processes';
  host: string;
  program: string;
  state?: string;
  count: number;
}

/** @internal */
export const processes = defineWait('processes', {
  words: {
    description: 'So many processes of a program on a host, perhaps in a state; neither more nor fewer.',
    example: `steps:
  - wait: { processes: vit001, program: TCPechod, count: 3 }
  - wait: { processes: vit001, program: TCPechod, state: Z, count: 0 }`,
  },
  written: {
    processes: nameOf('Host whose processes are counted'),
    program: text('Program name without its folder'),
    state: z.exactOptional(processState),
    count: number('How many there must be'),
  },
  recorded: { host: name, program: lines, state: z.exactOptional(line), count: whole() },
  expands: [],
  build: ({ processes: host, ...rest }) => ({ host, ...rest }),
  tell({ count, program, state, host }) {
    return `${count} ${program}${state === undefined ? '' : ` ${state}`} on ${host}`;
  },
  check: ({ world, raw, path }) => checkHost(world, [...path, 'processes'], raw.processes),
});
