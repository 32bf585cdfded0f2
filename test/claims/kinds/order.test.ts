import { describe, expect, it } from 'vitest';
import type { EventPattern } from '../../../src/lab/claims/event.ts';
import { said } from '../../said.ts';
import { CLOSING, capture, check, connection, HANDSHAKE, moment, running, terminal, verdict } from '../seen.ts';

const claim = (...order: EventPattern[]) => ({ kind: 'order' as const, order });
const shows = (on: string, literal: string): EventPattern => ({ kind: 'shows', terminal: on, text: { literal } });

/** SYN at 1 s, FIN of the client at 1.03 s. */
const WIRE = capture('wire', connection([...HANDSHAKE, ...CLOSING]));
const SYN: EventPattern = { kind: 'packet', capture: 'wire', match: { flags: ['SYN'], from: 'client' } };
const FIN: EventPattern = { kind: 'packet', capture: 'wire', match: { flags: ['FIN'] } };

describe('order', () => {
  it('holds when each event came after the one before', () => {
    const client = terminal(
      'client',
      [
        [1001, 'Conn'],
        [1002.5, 'ected\r\n'],
        [1005, 'hello\r\n'],
        [1020.25, 'hello\r\n'],
      ],
      { typed: [{ atMs: 1004.5, text: 'hello\n' }], beganMs: 990, endedMs: 1040 },
    );
    const events: EventPattern[] = [
      { kind: 'begins', evidence: 'client' },
      SYN,
      shows('client', 'Connected'),
      { kind: 'typed', terminal: 'client', text: 'hello' },
      shows('client', 'hello'),
      FIN,
      { kind: 'ends', evidence: 'client' },
    ];
    expect(check(claim(...events), [client, WIRE])).toEqual(
      verdict(
        'held',
        [
          'the first SYN from the client in wire came 0.010 s after the start of client',
          '"Connected" on client came 2.500 ms after the first SYN from the client in wire',
          'the line "hello" typed into client came 2.000 ms after "Connected" on client',
          '"hello" on client came 0.016 s after the line "hello" typed into client',
          'the first FIN in wire came 9.750 ms after "hello" on client and the end of client came 0.010 s after the first FIN in wire',
        ].join(', '),
        [
          { evidence: 'client', lines: [1, 3] },
          { evidence: 'wire', frames: [1, 4] },
        ],
      ),
    );
  });

  it('fails where one came earlier or at the same time', () => {
    const server = terminal('server', [[1234.5, 'b\r\n']]);
    const client = terminal('client', [[2000, 'a\r\n']], { beganMs: 1234.5 });
    expect([
      check(claim(shows('client', 'a'), shows('server', 'b')), [server, client]),
      check(claim({ kind: 'begins', evidence: 'client' }, shows('server', 'b')), [server, client]),
    ]).toEqual([
      verdict('failed', '"b" on server came 0.765 s before "a" on client', [
        { evidence: 'client', lines: [1] },
        { evidence: 'server', lines: [1] },
      ]),
      verdict('failed', '"b" on server came at the same time as the start of client', [
        { evidence: 'client' },
        { evidence: 'server', lines: [1] },
      ]),
    ]);
  });

  it('goes by the place where texts came in one piece', () => {
    const seen = [terminal('client', [[100, 'a\r\nb\r\n']])];
    const cites = [{ evidence: 'client', lines: [1, 2] }];
    expect([
      check(claim(shows('client', 'a'), shows('client', 'b')), seen),
      check(claim(shows('client', 'b'), shows('client', 'a')), seen),
    ]).toEqual([
      verdict('held', '"b" on client came right after "a" on client', cites),
      verdict('failed', '"a" on client came right before "b" on client', cites),
    ]);
  });

  it('knows when labreport stopped a program, and when it did not', () => {
    const stops: EventPattern = { kind: 'stops', terminal: 'client' };
    const seen = (stopped: { stoppedMs?: number }) => [terminal('client', [], stopped), WIRE];
    expect([check(claim(stops, FIN), seen({ stoppedMs: 1028 })), check(claim(stops, FIN), seen({}))]).toEqual([
      verdict('held', 'the first FIN in wire came 2.000 ms after the stop of client', [
        { evidence: 'client' },
        { evidence: 'wire', frames: [4] },
      ]),
      verdict('not-testable', 'client was not stopped', [{ evidence: 'client' }]),
    ]);
  });

  it('takes an event that is named twice for two', () => {
    const seen = [
      terminal('client', [
        [100, 'a\r\n'],
        [100.25, 'b\r\n'],
        [300, 'a\r\n'],
      ]),
    ];
    const three = claim(shows('client', 'a'), shows('client', 'b'), shows('client', 'a'));
    const again = claim(shows('client', 'b'), shows('client', 'b'));
    expect([check(three, seen), check(again, seen)]).toEqual([
      verdict(
        'held',
        '"b" on client came 0.250 ms after "a" on client and "a" on client came 0.200 s after "b" on client',
        [{ evidence: 'client', lines: [1, 2, 3] }],
      ),
      verdict('failed', '"b" on client did not come again', [{ evidence: 'client' }]),
    ]);
  });

  it('tells when a single event came', () => {
    expect(check(claim(FIN), [WIRE])).toEqual(
      verdict('held', 'the first FIN in wire came 1.030 s after the run began', [{ evidence: 'wire', frames: [4] }]),
    );
  });

  it('fails where an event did not come', () => {
    const reset: EventPattern = { kind: 'packet', capture: 'wire', match: { flags: ['RST'] } };
    const end: EventPattern = { kind: 'ends', evidence: 'client' };
    expect(check(claim(shows('client', 'a'), reset, end), [WIRE, running(terminal('client', []))])).toEqual(
      verdict(
        'failed',
        '"a" on client did not come, there is no RST in wire and client still ran at the end of the run',
        [{ evidence: 'client' }, { evidence: 'wire' }],
      ),
    );
  });
});

describe('an order that the evidence leaves open', () => {
  const steps = [{ verb: 'moment' as const, id: 'netstat', on: 'vit001', run: 'netstat', line: 30, limitMs: 1000 }];
  const stopped = {
    steps,
    failure: { step: 0, expected: said('"netstat" to end on vit001'), seen: said('it still ran') },
  };

  it('is not testable within the 0.05 ms to which packets and other times can be compared', () => {
    const seen = [terminal('client', [[1000.04, 'a\r\n']]), WIRE];
    expect(check(claim(SYN, shows('client', 'a')), seen)).toEqual(
      verdict(
        'not-testable',
        '"a" on client came 0.040 ms after the first SYN from the client in wire, but times of packets can be compared with other times to 0.05 ms only',
        [
          { evidence: 'wire', frames: [1] },
          { evidence: 'client', lines: [1] },
        ],
      ),
    );
  });

  it('is not testable where the run stopped before the event', () => {
    const client = running(terminal('client', [[10, 'a\r\n']]));
    const doubt = 'but the run stopped at step 1 (line 30 of lab.yaml), before terminal client was over';
    const typed: EventPattern = { kind: 'typed', terminal: 'client', text: 'x' };
    expect(check(claim(shows('client', 'b'), typed, { kind: 'ends', evidence: 'client' }), [client], stopped)).toEqual(
      verdict(
        'not-testable',
        `"b" on client did not come, ${doubt}, "x" was not typed into client, ${doubt} and the run stopped at step 1 (line 30 of lab.yaml), before client had ended by itself`,
        [{ evidence: 'client' }],
      ),
    );
  });

  it('is not testable where a dropped packet may have been the first', () => {
    const dropped = capture('wire', connection([...HANDSHAKE, ...CLOSING]), {
      packets: { captured: 6, received: 7, dropped: 1 },
    });
    const seen = [dropped, moment('netstat', '', { beganMs: 1010, endedMs: 1020 })];
    const begins: EventPattern = { kind: 'begins', evidence: 'netstat' };
    const doubt = 'but the kernel dropped 1 packet of capture wire';
    expect([check(claim(begins, FIN), seen), check(claim(SYN, begins), seen)]).toEqual([
      verdict('not-testable', `the first FIN in wire came 0.020 s after the start of netstat, ${doubt}`, [
        { evidence: 'netstat' },
        { evidence: 'wire', frames: [4] },
      ]),
      verdict('held', 'the start of netstat came 0.010 s after the first SYN from the client in wire', [
        { evidence: 'wire', frames: [1] },
        { evidence: 'netstat' },
      ]),
    ]);
  });
});
