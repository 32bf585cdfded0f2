import type { Files } from '../labreport.ts';

/** What somebody writes to add something: files of their own, and lines in files that are there. */
export interface Addition {
  files: Files;
  /** File to pairs: what stands there once, and what is put behind it. */
  lines: Record<string, readonly (readonly [there: string, added: string])[]>;
}

/** `poke`: sends SIGUSR1 to the program of a terminal, which goes on. */
export const POKE: Addition = {
  files: {
    'src/lab/verbs/poke.ts': `import { checkRunning } from '../check/world.ts';
import { nameOf } from '../schema/parts.ts';
import { name } from '../schema/recorded.ts';
import { defineVerb, type StepBase } from './verb.ts';

/** Sends SIGUSR1 to the program of a terminal. */
export interface PokeStep extends StepBase {
  verb: 'poke';
  id: string;
}

/** @internal */
export const poke = defineVerb('poke', {
  words: {
    description: 'Sends SIGUSR1 to the program of a terminal, which may do with it what it likes.',
    example: \`steps:
  - poke: server\`,
  },
  written: { poke: nameOf('Id of the terminal') },
  recorded: { id: name },
  expands: [],
  build: (raw) => ({ id: raw.poke }),
  tell: ({ id }) => \`poke \${id}\`,
  check({ world, raw, path }) {
    checkRunning(world, { path: [...path, 'poke'], id: raw.poke, kinds: ['terminal'] });
  },
});
`,
    'src/scenario/steps/poke.ts': `import type { PokeStep } from '../../lab/verbs/poke.ts';
import type { Run } from '../run-state.ts';

/** Sends SIGUSR1 to the terminal's program, to it alone. */
export async function poke({ id }: PokeStep, run: Run): Promise<void> {
  await run.terminals.get(id)?.signal('SIGUSR1');
}
`,
  },
  lines: {
    'src/lab/verbs/verbs.ts': [
      ["import { type OpenStep, open } from './open.ts';", "\nimport { type PokeStep, poke } from './poke.ts';"],
      ['export type Step = OpenStep |', ' PokeStep |'],
      ['export const VERBS = { open,', ' poke,'],
    ],
    'src/scenario/steps/verbs.ts': [
      ["import { openTerminal } from './open.ts';", "\nimport { poke } from './poke.ts';"],
      ['  open: openTerminal,', '\n  poke,'],
    ],
  },
};

/** `typed-into`: how many lines the run typed into a terminal. */
export const TYPED: Addition = {
  files: {
    'src/lab/claims/typed.ts': `import { lookUp } from '../check/world.ts';
import { nameOf, number } from '../schema/parts.ts';
import { name, whole } from '../schema/recorded.ts';
import { type ClaimBase, defineClaim, defineForm, says } from './claim-form.ts';

/** So many lines were typed into a terminal. */
export interface TypedClaim extends ClaimBase {
  kind: 'typed';
  terminal: string;
  lines: number;
}

/** @internal */
export const typed = defineClaim('typed', {
  recorded: { terminal: name, lines: whole() },
  forms: {
    'typed-into': defineForm({
      words: {
        description: 'How many lines the run typed into a terminal.',
        example: \`claims:
  one-line:
    says: The second client sends one line
    typed-into: client2
    lines: 1\`,
      },
      written: { 'typed-into': nameOf('Id of the terminal'), lines: number('How many lines'), says },
      expands: [],
      build: (raw) => ({ terminal: raw['typed-into'], lines: raw.lines }),
      check({ world, raw, path }) {
        lookUp(world, { path: [...path, 'typed-into'], id: raw['typed-into'], kinds: ['terminal'] });
      },
    }),
  },
});
`,
    'src/claims/kinds/typed.ts': `import type { Facts } from '../../evidence/facts.ts';
import type { TypedClaim } from '../../lab/claims/typed.ts';
import { say } from '../../messages/message.ts';
import { toVerdict } from '../judge/finding.ts';
import type { Verdict } from '../verdict.ts';
import type { ClaimKind } from './kind.ts';

/** Counts the lines that were typed. */
export const typed: ClaimKind<TypedClaim> = {
  evidence: ({ terminal }) => [terminal],
  check: checkTyped,
};

function checkTyped(claim: TypedClaim, facts: Facts): Verdict {
  const evidence = facts.evidence(claim.terminal);
  const count = evidence.kind === 'terminal' ? evidence.typed.length : 0;
  const reason = say('typedLines', { count, terminal: claim.terminal });
  const cites = [{ evidence: claim.terminal }];
  return toVerdict(claim, { status: count === claim.lines ? 'held' : 'failed', reason, cites });
}
`,
  },
  lines: {
    'src/lab/claims/claims.ts': [
      ["import { type TextClaim, text } from './text.ts';", "\nimport { type TypedClaim, typed } from './typed.ts';"],
      ['export type Claim =', '\n  | TypedClaim'],
      ['const CLAIMS = {', ' typed,'],
    ],
    'src/claims/kinds/kinds.ts': [
      ["import { text } from './text.ts';", "\nimport { typed } from './typed.ts';"],
      ['  text,', '\n  typed,'],
    ],
    'test/claims/check-claims.test.ts': [
      [
        "const CLAIMS: { [K in Claim['kind']]: Extract<Claim, { kind: K }> } = {",
        "\n  typed: { kind: 'typed', ...base('t'), terminal: 'client', lines: 0 },",
      ],
    ],
    'src/messages/claims.ts': [
      ['export interface ClaimMessages<Message> {', '\n  typedLines: { count: number; terminal: string };'],
    ],
    'src/language/en/claims.ts': [
      [
        'export const claims: Words<ClaimMessages<Message>> = {',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of a program
        "\n  typedLines: ({ count, terminal }) => `${quantity(count, 'line')} typed into ${terminal}`,",
      ],
    ],
    'src/language/es/claims.ts': [
      [
        'export const claims: Words<ClaimMessages<Message>> = {',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a piece of a program
        '\n  typedLines: ({ count, terminal }) => `${count} líneas escritas en ${terminal}`,',
      ],
    ],
    'test/language/examples.ts': [
      [
        'export const EXAMPLES: { readonly [Id in MessageId]: readonly MessageValues[Id][] } = {',
        "\n  typedLines: [{ count: 1, terminal: 'client2' }],",
      ],
    ],
  },
};
