import { describe, expect, it } from 'vitest';
import type { ProcessExpectation } from '../../../src/lab/claims/processes.ts';
import { said } from '../../said.ts';
import { atMost, check, exactly, moment, verdict } from '../seen.ts';

const PS = `    PID TTY      STAT   TIME COMMAND
     12 pts/0    S+     0:00 ./TCPechod 8990
     14 pts/0    Z+     0:00 [TCPechod] <defunct>
     17 pts/0    Z+     0:00 [TCPechod] <defunct>
`;
const PS_F = `UID          PID    PPID  C STIME TTY          TIME CMD
root          12       1  0 13:15 pts/0    00:00:00 ./TCPechod 8990
`;

const claim = (...processes: ProcessExpectation[]) => ({ kind: 'processes' as const, moment: 'ps', processes });

describe('processes', () => {
  it('holds when all counts are as expected', () => {
    const zombies: ProcessExpectation = { program: 'TCPechod', state: 'Z', count: exactly(2) };
    expect(check(claim(zombies, { program: 'TCPechod', count: atMost(3) }), [moment('ps', PS)])).toEqual(
      verdict(
        'held',
        '2 processes of TCPechod are in state Z (expected 2) and 3 of TCPechod exist (expected at most 3)',
        [{ evidence: 'ps', lines: [2, 3, 4] }],
      ),
    );
  });

  it('fails when one count is not', () => {
    const sleeping: ProcessExpectation = { program: 'TCPechod', state: 'S', count: exactly(2) };
    expect(check(claim(sleeping), [moment('ps', PS)])).toEqual(
      verdict('failed', '1 process of TCPechod is in state S (expected 2)', [{ evidence: 'ps', lines: [2] }]),
    );
  });

  it('is not testable where ps shows no states', () => {
    expect(check(claim({ program: 'TCPechod', state: 'S', count: exactly(1) }), [moment('ps', PS_F)])).toEqual(
      verdict(
        'not-testable',
        '0 processes of TCPechod are in state S (expected 1), but no state is shown here (ps shows it with "x" or "-o stat")',
        [{ evidence: 'ps' }],
      ),
    );
  });

  it('is not testable where there are too many and they may be of other programs of the machine', () => {
    expect(check(claim({ state: 'Z', count: exactly(0) }), [moment('ps', PS)], { driver: 'loopback' })).toEqual(
      verdict(
        'not-testable',
        '2 processes are in state Z (expected 0), but under the loopback driver these may be of other hosts or programs of this machine',
        [{ evidence: 'ps', lines: [3, 4] }],
      ),
    );
  });

  it('is not testable where the command was killed when its time was over', () => {
    const steps = [{ verb: 'moment' as const, id: 'ps', on: 'vit001', run: 'ps x', line: 7, limitMs: 1000 }];
    const failure = {
      step: 0,
      expected: said('"ps x" to end on vit001'),
      seen: said('it still ran after 1 s and was killed'),
    };
    const seen = moment('ps', PS, { exit: { signal: 'SIGKILL' } });
    expect(check(claim({ state: 'Z', count: exactly(2) }), [seen], { steps, failure })).toEqual(
      verdict(
        'not-testable',
        '2 processes are in state Z (expected 2), but the run stopped at step 1 (line 7 of lab.yaml), before moment ps was over',
        [{ evidence: 'ps', lines: [3, 4] }],
      ),
    );
  });
});
