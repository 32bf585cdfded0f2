import { describe, expect, it } from 'vitest';
import { checkClaims } from '../../../src/claims/check-claims.ts';
import type { CommandAnswer } from '../../../src/record/run-record.ts';
import { inAnyLanguage, makeFacts } from '../seen.ts';

const CLAIM = { kind: 'command', id: 'own', says: 'It is so', line: 1, command: './check.sh' } as const;

function verdictOn(answer?: Partial<CommandAnswer>) {
  const facts = makeFacts([], [CLAIM]);
  if (answer !== undefined) facts.record.answers = [{ claim: 'own', limitMs: 10_000, output: '', ...answer }];
  const [verdict] = checkClaims({ facts });
  return [verdict?.status, verdict && inAnyLanguage(verdict.reason)];
}

describe('a claim that rests on a command', () => {
  it.each<[Partial<CommandAnswer> | undefined, string, string]>([
    [{ exit: { status: 0 } }, 'held', '"./check.sh" ended with status 0 and printed nothing'],
    [
      { exit: { status: 1 }, output: 'two\n  sockets\n' },
      'failed',
      '"./check.sh" ended with status 1 and printed "two sockets"',
    ],
    [{ exit: { status: 2 } }, 'not-testable', '"./check.sh" ended with status 2 and printed nothing'],
    [{ exit: { signal: 'SIGSEGV' } }, 'not-testable', '"./check.sh" was ended by SIGSEGV and printed nothing'],
    [{}, 'not-testable', '"./check.sh" had not ended after 10 s and printed nothing'],
    [undefined, 'not-testable', 'its command "./check.sh" was not run'],
    [{ claim: 'another', exit: { status: 0 } }, 'not-testable', 'its command "./check.sh" was not run'],
  ])('%j: %s', (answer, status, reason) => {
    expect(verdictOn(answer)).toEqual([status, reason]);
  });

  it('shows a long or strange output in short and so that it can be seen', () => {
    const [, reason] = verdictOn({ exit: { status: 0 }, output: `\u001b[31m${'x'.repeat(300)}` });
    expect(reason).toBe(`"./check.sh" ended with status 0 and printed "␛[31m${'x'.repeat(195)} …"`);
  });
});
