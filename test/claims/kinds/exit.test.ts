import { describe, expect, it } from 'vitest';
import type { ExitClaim } from '../../../src/lab/claims/exit.ts';
import { said } from '../../said.ts';
import { check, moment, running, terminal, verdict } from '../seen.ts';

const claim = (exit: ExitClaim['exit']) => ({ kind: 'exit' as const, of: 'client', exit });
const cites = [{ evidence: 'client' }];

describe('exit', () => {
  it('holds for the expected status or signal', () => {
    expect([
      check(claim(1), [moment('client', '', { exit: { status: 1 } })]),
      check(claim('SIGINT'), [terminal('client', [], { exit: { signal: 'SIGINT' } })]),
    ]).toEqual([
      verdict('held', 'it ended with status 1, as expected', cites),
      verdict('held', 'SIGINT ended it, as expected', cites),
    ]);
  });

  it('fails for any other', () => {
    expect([
      check(claim(0), [terminal('client', [], { exit: { signal: 'SIGINT' } })]),
      check(claim('SIGINT'), [terminal('client', [], { exit: { status: 130 } })]),
      check(claim(0), [running(terminal('client', []))]),
    ]).toEqual([
      verdict('failed', 'SIGINT ended it, expected status 0', cites),
      verdict('failed', 'it ended with status 130, expected SIGINT', cites),
      verdict('failed', 'it still ran at the end of the run, expected status 0', cites),
    ]);
  });

  it('is not testable for what still ran when the run stopped', () => {
    const steps = [{ verb: 'stop' as const, id: 'server', with: 'Ctrl-C' as const, line: 9, limitMs: 1000 }];
    const failure = {
      step: 0,
      expected: said('the program of terminal server to end by Ctrl-C'),
      seen: said('it still ran'),
    };
    expect(check(claim(0), [running(terminal('client', []))], { steps, failure })).toEqual(
      verdict(
        'not-testable',
        'the run stopped at step 1 (line 9 of lab.yaml), before client had ended by itself',
        cites,
      ),
    );
  });
});
