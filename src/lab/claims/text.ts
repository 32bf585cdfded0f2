import * as z from 'zod/mini';
import type { TextPattern } from '../../text/pattern.ts';
import { lookUp, type World } from '../check/world.ts';
import { buildPattern, pattern, recordedPattern } from '../pieces/pattern.ts';
import { described, listOf, nameOf } from '../schema/parts.ts';
import { list, name } from '../schema/recorded.ts';
import type { Path } from '../source.ts';
import { type ClaimBase, defineClaim, defineForm, says } from './claim-form.ts';

/** Text that a terminal, a moment or the build shows, in this order, and text that it doesn't show. */
export interface TextClaim extends ClaimBase {
  kind: 'text';
  in: string;
  shows: TextPattern[];
  lacks: TextPattern[];
}

const patterns = (description: string) => {
  const one = pattern(description);
  return described(
    z.union([one, listOf(one, 'texts')], { error: 'a text, a /regular expression/ or a list of them' }),
    `${description}: a text, a /regular expression/ or a list of them`,
  );
};
const inEvidence = nameOf('Id of the terminal or moment, or build');
const lacks = patterns('What it must not show');
const expands = ['shows', 'lacks'];

/** @internal */
export const text = defineClaim('text', {
  recorded: { in: name, shows: list(recordedPattern, 'texts'), lacks: list(recordedPattern, 'texts') },
  forms: {
    shows: defineForm({
      words: {
        description:
          'Texts that a terminal, a moment or the build shows, one after the other, and perhaps texts that it lacks. What was typed into a terminal is not looked at: only what the program printed.',
        example: `claims:
  served-in-order:
    says: The server accepts a connection before it receives data
    in: server
    shows:
      - Incoming connection
      - "/receiving data: hello from vit00[23]/"
    lacks: error`,
      },
      written: {
        shows: patterns('What it must show, one after the other'),
        says,
        in: inEvidence,
        lacks: z.exactOptional(lacks),
      },
      expands,
      build: (raw) => ({ in: raw.in, shows: buildAll(raw.shows), lacks: buildAll(raw.lacks ?? []) }),
      check,
    }),
    lacks: defineForm({
      words: {
        description: 'Texts that a terminal, a moment or the build does not show at all.',
        example: `claims:
  all-closed:
    says: The server has no connection left
    in: clients-ended
    lacks: [ESTABLISHED, CLOSE_WAIT]
  no-warning:
    says: The compiler warns of nothing
    in: build
    lacks: "warning:"`,
      },
      written: { lacks, says, in: inEvidence },
      expands,
      build: (raw) => ({ in: raw.in, shows: [], lacks: buildAll(raw.lacks) }),
      check,
    }),
  },
});

function buildAll(raw: string | string[]): TextPattern[] {
  return [raw].flat().map(buildPattern);
}

function check({ world, raw, path }: { world: World; raw: { in: string }; path: Path }): void {
  lookUp(world, { path: [...path, 'in'], id: raw.in, kinds: ['terminal', 'moment', 'build'] });
}
