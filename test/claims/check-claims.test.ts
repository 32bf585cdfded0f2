import { describe, expect, it } from 'vitest';
import { checkClaims } from '../../src/claims/check-claims.ts';
import { KINDS } from '../../src/claims/kinds/kinds.ts';
import type { Claim } from '../../src/lab/claims/claims.ts';
import type { Step } from '../../src/lab/verbs/verbs.ts';
import { said } from '../said.ts';
import {
  type Body,
  capture,
  check,
  exactly,
  inEnglish,
  makeFacts,
  moment,
  type Seen,
  terminal,
  verdict,
} from './seen.ts';

const base = (id: string) => ({ id, says: 'It is so', line: 1 });

/** One claim of every kind: the compiler holds that none is left out. */
const CLAIMS: { [K in Claim['kind']]: Extract<Claim, { kind: K }> } = {
  sockets: { kind: 'sockets', ...base('a'), moment: 'look', sockets: [{ count: exactly(0) }] },
  processes: { kind: 'processes', ...base('b'), moment: 'look', processes: [{ count: exactly(0) }] },
  packets: { kind: 'packets', ...base('c'), capture: 'wire', packets: [{ count: exactly(0) }] },
  conversation: { kind: 'conversation', ...base('d'), capture: 'wire', connections: 0, sequence: [{}] },
  text: { kind: 'text', ...base('e'), in: 'client', shows: [], lacks: [{ literal: 'error' }] },
  exit: { kind: 'exit', ...base('f'), of: 'client', exit: 0 },
  order: { kind: 'order', ...base('g'), order: [{ kind: 'begins', evidence: 'client' }] },
  command: { kind: 'command', ...base('h'), command: './check.sh' },
};

const SEEN = [moment('look', ''), capture('wire', []), terminal('client', [])];

describe('checkClaims', () => {
  it('has a checker for every kind of claim', () => {
    expect(Object.keys(KINDS).sort()).toEqual(Object.keys(CLAIMS).sort());
  });

  it('gives a verdict on each claim, in the order of the lab', () => {
    const facts = makeFacts(SEEN, Object.values(CLAIMS));
    facts.record.answers = [{ claim: 'h', exit: { status: 0 }, limitMs: 10_000, output: '' }];
    const verdicts = checkClaims({ facts });
    expect(verdicts.map(({ claim, status }) => [claim, status])).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => [id, 'held']),
    );
  });

  it('holds none where nothing was seen', () => {
    const steps: Step[] = [{ verb: 'open', id: 'server', on: 'vit001', run: './server', line: 12, limitMs: 1000 }];
    const failure = {
      step: 0,
      expected: said('"Waiting" on terminal server'),
      seen: said('the program ended with status 1'),
    };
    const { command: _, ...claims } = CLAIMS;
    const verdicts = checkClaims({ facts: makeFacts([], Object.values(claims), { steps, failure }) });
    expect(verdicts.map(inEnglish)).toEqual(
      Object.values(claims).map(({ id, says }, i) => ({
        claim: id,
        says,
        status: 'not-testable',
        cites: [],
        reason: `the run stopped at step 1 (line 12 of lab.yaml), before there was anything of ${
          ['look', 'look', 'wire', 'wire', 'client', 'client', 'client'][i]
        }`,
      })),
    );
  });

  it('holds none whose evidence is not available, and says why', () => {
    const why = 'tcpdump: eth0: You don’t have permission\r\n(socket: Operation not permitted)\r\n';
    const wire: Seen = capture('wire', [], { unavailable: said(why) });
    expect(check(CLAIMS.packets satisfies Body, [wire])).toEqual({
      ...verdict(
        'not-testable',
        'capture wire is not available: tcpdump: eth0: You don’t have permission (socket: Operation not permitted)',
        [{ evidence: 'wire' }],
      ),
      claim: 'c',
    });
  });

  it('holds none that a packet of the run’s first part bears out, where the capture ended early', () => {
    const steps: Step[] = [
      { verb: 'stop', id: 'wire', with: 'Ctrl-C', line: 14, limitMs: 1000 },
      { verb: 'stop', id: 'client', with: 'Ctrl-C', line: 15, limitMs: 1000 },
    ];
    const never: Body = { kind: 'packets', capture: 'wire', packets: [{ flags: ['RST'], count: exactly(0) }] };
    const stopAt = (step: number) => ({
      steps,
      failure: { step, expected: said('it to end'), seen: said('it still ran') },
    });
    const reason = 'the capture holds 0 RST segments (expected 0)';
    expect([check(never, [capture('wire', [])], stopAt(0)), check(never, [capture('wire', [])], stopAt(1))]).toEqual([
      verdict(
        'not-testable',
        `${reason}, but the run stopped at step 1 (line 14 of lab.yaml), before capture wire was over`,
        [{ evidence: 'wire' }],
      ),
      verdict('held', reason, [{ evidence: 'wire' }]),
    ]);
  });

  it('expands what a terminal showed, and holds nothing about a value that was not shown', () => {
    const server = terminal('server', [], { pid: 12, values: { code: 'a.b' } });
    const shows = (regex: string): Body => ({ kind: 'text', in: 'log', shows: [{ regex }], lacks: [] });
    const log = moment('log', 'code aXb\ncode a.b of 12 at vit001.lab.example\n');
    expect([
      check(shows(`^code \${server.code} of \${server.pid} at \${vit001}$`), [server, log]),
      check(shows(`\${server.key}`), [server, log]),
    ]).toEqual([
      verdict('held', '/^code a\\.b of 12 at vit001\\.lab\\.example$/ shows in line 2', [
        { evidence: 'log', lines: [2] },
      ]),
      verdict('not-testable', `\${server.key} has no value here`, []),
    ]);
  });

  it('expands a host to its address under the loopback driver', () => {
    const log = moment('log', 'Connected to 127.0.1.1\n');
    const shows: Body = { kind: 'text', in: 'log', shows: [{ literal: `to \${vit001}` }], lacks: [] };
    expect(check(shows, [log], { driver: 'loopback' })).toEqual(
      verdict('held', '"to 127.0.1.1" shows in line 1', [{ evidence: 'log', lines: [1] }]),
    );
  });
});
