import * as z from 'zod/mini';
import { lookUp } from '../check/world.ts';
import { buildCount, type Count, count, recordedCount } from '../pieces/count.ts';
import { processState } from '../pieces/process-state.ts';
import { described, listOf, mapping, nameOf, text } from '../schema/parts.ts';
import { line, lines, list, name, shape } from '../schema/recorded.ts';
import { type ClaimBase, defineClaim, defineForm, says } from './claim-form.ts';

/** So many processes of each kind at a moment. */
export interface ProcessesClaim extends ClaimBase {
  kind: 'processes';
  moment: string;
  processes: ProcessExpectation[];
}

export interface ProcessExpectation {
  /** Program name without its folder. */
  program?: string;
  /** First letter of ps's STAT: R, S, D, T, Z. */
  state?: string;
  count: Count;
}

const expectation = mapping({
  program: z.exactOptional(text('Program name without its folder')),
  state: z.exactOptional(processState),
  count: z.exactOptional(count('How many')),
});

const recorded = shape({ program: z.exactOptional(lines), state: z.exactOptional(line), count: recordedCount });

/** @internal */
export const processes = defineClaim('processes', {
  recorded: { moment: name, processes: list(recorded, 'processes') },
  forms: {
    processes: defineForm({
      words: {
        description:
          'How many processes of which kind a moment shows, in the output of ps. The program is named without its folder.',
        example: `steps:
  - { moment: ps, on: vit001, run: ps x }
claims:
  one-child-per-client:
    says: The parent runs, and one child for each client
    moment: ps
    processes:
      - { program: TCPechod, count: 3 }
      - { program: TCPechod, state: Z, count: 0 }`,
      },
      written: {
        processes: described(
          listOf(expectation, 'process expectations'),
          'How many processes of which kind the moment shows',
        ),
        says,
        moment: nameOf('Id of the moment that shows it'),
      },
      expands: [],
      build: (raw) => ({
        moment: raw.moment,
        processes: raw.processes.map((each) => ({ ...each, count: buildCount(each.count) })),
      }),
      check({ world, raw, path }) {
        lookUp(world, { path: [...path, 'moment'], id: raw.moment, kinds: ['moment'] });
      },
    }),
  },
});
