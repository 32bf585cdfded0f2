import * as z from 'zod/mini';
import { ANY, lookUp } from '../check/world.ts';
import { described, nameOf } from '../schema/parts.ts';
import { name, whole, word } from '../schema/recorded.ts';
import { EXIT_SIGNALS } from '../terms.ts';
import { type ClaimBase, defineClaim, defineForm, says } from './claim-form.ts';

/** How a program ended: exit status, or the signal that ended it. */
export interface ExitClaim extends ClaimBase {
  kind: 'exit';
  of: string;
  exit: number | (typeof EXIT_SIGNALS)[number];
}

const EXIT_PHRASE = 'an exit status from 0 to 255 or a signal such as SIGINT';
const status = z
  .int({ error: EXIT_PHRASE })
  .check(z.minimum(0, { error: EXIT_PHRASE }), z.maximum(255, { error: EXIT_PHRASE }));

/** @internal */
export const exit = defineClaim('exit', {
  recorded: { of: name, exit: z.union([whole(0, 255), word(EXIT_SIGNALS)], { error: EXIT_PHRASE }) },
  forms: {
    'exit-of': defineForm({
      words: {
        description: 'How a program or a command ended: by itself with an exit status, or by a signal.',
        example: `claims:
  ended-by-ctrl-c:
    says: Ctrl-C ends the server, which has no handler for it
    exit-of: server
    is: SIGINT
  build-succeeded:
    says: The sources compile
    exit-of: build
    is: 0`,
      },
      written: {
        'exit-of': nameOf('Id of the terminal, moment or capture, or build'),
        is: described(
          z.union([status, z.enum(EXIT_SIGNALS, { error: EXIT_PHRASE })], { error: EXIT_PHRASE }),
          'How it ended: its exit status, or the signal that ended it',
        ),
        says,
      },
      expands: [],
      build: (raw) => ({ of: raw['exit-of'], exit: raw.is }),
      check({ world, raw, path }) {
        lookUp(world, { path: [...path, 'exit-of'], id: raw['exit-of'], kinds: ANY });
      },
    }),
  },
});
