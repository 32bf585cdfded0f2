import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../src/claims/verdict.ts';
import { said } from '../said.ts';
import { render, type TestRun } from './fixture.ts';

const HELD: Verdict = {
  claim: 'no-reset',
  says: 'No connection is reset',
  status: 'held',
  reason: said('no segment has RST'),
  cites: [
    { evidence: 'wire', frames: [1, 2, 3, 7] },
    { evidence: 'gone', lines: [4] },
  ],
};
const FAILED: Verdict = {
  claim: 'zombies',
  says: 'There are *no* zombies | ever',
  status: 'failed',
  reason: said('2 processes, expected 0.'),
  cites: [],
};
const UNTESTABLE: Verdict = {
  claim: 'fin',
  says: 'FINs are answered',
  status: 'not-testable',
  reason: said('the kernel dropped packets'),
  cites: [],
};
const RUN: TestRun = { captures: [{ id: 'wire' }], verdicts: [HELD, FAILED, UNTESTABLE] };

const RESTS_ON = '([wire](logs/wire.txt), frames 1 to 3 and 7; gone, line 4).';

test('a claim in a sentence', () => {
  expect(render('{{claim "no-reset"}}\n\n{{claim "zombies"}}', RUN)).toBe(
    `No connection is reset: **held**. No segment has RST ${RESTS_ON}\n\n` +
      'There are \\*no\\* zombies \\| ever: **failed**. 2 processes, expected 0.',
  );
});

test('the table of all claims', () => {
  expect(render('{{claims}}\n', RUN)).toBe(`| Claim | Verdict | Reason |
| --- | --- | --- |
| No connection is reset | **held** | no segment has RST ${RESTS_ON} |
| There are \\*no\\* zombies \\| ever | **failed** | 2 processes, expected 0. |
| FINs are answered | **not testable** | the kernel dropped packets. |
`);
});

test('a claim of the lab that was not checked is not testable', () => {
  expect(render('{{claim "no-reset"}}')).toBe('No connection is reset: **not testable**. It was not checked.');
});

describe('prose that rests on a claim', () => {
  test.each([
    ['holds', '{{#claim "no-reset"}}\nNone.\n{{/claim}}\nEnd.\n', 'None.\nEnd.\n'],
    ['holds, with else', '{{#claim "no-reset"}}None.{{else}}Some.{{/claim}}', 'None.'],
    ['failed, with else', '{{#claim "zombies"}}None.{{else}}Some.{{/claim}}', 'Some.'],
    ['not testable, with else', '{{#claim "fin"}}None.{{else}}Some.{{/claim}}', 'Some.'],
    [
      'failed',
      'One.\n\n{{#claim "zombies"}}\nNone.\n{{/claim}}\nEnd.\n',
      'One.\n\n> **Not borne out:** There are \\*no\\* zombies \\| ever. 2 processes, expected 0.\n\nEnd.\n',
    ],
    [
      'not testable',
      '{{#claim "fin"}}\nAnswered.\n{{/claim}}\n\nEnd.\n',
      '> **Not testable:** FINs are answered. The kernel dropped packets.\n\nEnd.\n',
    ],
    [
      'failed, in a sentence',
      'There are {{#claim "fin"}}none{{/claim}}.',
      'There are **Not testable:** FINs are answered. The kernel dropped packets.',
    ],
    [
      'failed, in a list',
      '- one\n- two\n\n  {{#claim "fin"}}\n  Answered.\n  {{/claim}}\n- three\n',
      '- one\n- two\n\n  > **Not testable:** FINs are answered. The kernel dropped packets.\n\n- three\n',
    ],
    [
      'failed, in a quote',
      '> {{#claim "fin"}}Answered.{{/claim}}\n> more\n',
      '> > **Not testable:** FINs are answered. The kernel dropped packets.\n>\n> more\n',
    ],
  ])('%s', (_, template, expected) => {
    expect(render(template, RUN)).toBe(expected);
  });

  test('what a claim guards is not looked at when it does not hold', () => {
    const template = '{{#claim "zombies"}}{{pick (sockets "netstat-open") "pid"}}{{else}}none{{/claim}}';
    expect(render(template, { ...RUN, moments: [{ id: 'netstat-open', output: '' }] })).toBe('none');
  });
});
