import { expect, it } from 'vitest';
import { checkClaims } from '../../src/claims/check-claims.ts';
import { crossCheck } from '../../src/claims/cross/check.ts';
import { PROCESSES } from '../../src/evidence/readings/processes/processes.ts';
import { SOCKETS } from '../../src/evidence/readings/sockets/sockets.ts';
import type { Claim } from '../../src/lab/claims/claims.ts';
import { say } from '../../src/messages/message.ts';
import { makeRun } from '../report/fixture.ts';

const base = { says: 'So it is', line: 1, in: 'server' } as const;
const CLAIMS: Claim[] = [
  { kind: 'text', id: 'nested', ...base, shows: [{ regex: '(a+)+$' }, { regex: '(\\s*)*x$' }], lacks: [] },
  { kind: 'text', id: 'any', ...base, shows: [], lacks: [{ regex: '(.*a){12}b' }] },
];

// What a program prints to make whoever reads it wait: blanks, addresses and digits without end, on one line or many.
it.each([
  ['blanks behind an address', `192.0.2.2${' '.repeat(400_000)}x`],
  ['addresses on one line', `${'192.0.2.2:36030 '.repeat(30_000)}`],
  ['addresses and blanks', `${`192.0.2.2${' '.repeat(50)}`.repeat(10_000)}`],
  ['words before a port', `192.0.2.2 ${'from '.repeat(100_000)}`],
  ['letters', `${'a'.repeat(400_000)}!`],
  ['digits', '1'.repeat(400_000)],
  ['short lines', 'a\n'.repeat(200_000)],
])('%s are judged in linear time', (_, output) => {
  const { facts } = makeRun({
    terminals: [{ id: 'server', output }],
    moments: [
      { id: 'netstat-open', output: `tcp 0 0 ${output}` },
      { id: 'ps', output: `  PID TTY STAT TIME COMMAND\n${output}` },
    ],
    lab: { claims: CLAIMS },
  });
  expect(checkClaims({ facts }).map(({ claim }) => claim)).toEqual(['nested', 'any']);
  expect(Array.isArray(crossCheck({ facts }))).toBe(true);
  for (const id of ['netstat-open', 'ps'])
    expect([facts.rows(SOCKETS, id), facts.rows(PROCESSES, id)].every(Array.isArray)).toBe(true);
});

it('claims that take too long are not testable', () => {
  const slow: Claim = { kind: 'text', id: 'slow', ...base, shows: [{ regex: '(x?){900}[yz]' }], lacks: [] };
  const quick: Claim = { kind: 'text', id: 'quick', ...base, shows: [{ literal: 'x' }], lacks: [] };
  const { facts } = makeRun({
    terminals: [{ id: 'server', output: 'x'.repeat(1_000_000) }],
    lab: { claims: [quick, slow, quick] },
  });
  const verdicts = checkClaims({ facts, limitMs: 2_000 });
  expect(verdicts.map(({ status }) => status)).toEqual(['held', 'not-testable', 'not-testable']);
  expect(verdicts[1]?.reason).toEqual(say('tooLong', { seconds: 2 }));
});
