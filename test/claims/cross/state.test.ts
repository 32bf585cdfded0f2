import { describe, expect, it } from 'vitest';
import type { TcpState } from '../../../src/lab/terms.ts';
import { connection, HANDSHAKE, moment } from '../seen.ts';
import { CLIENT, cross, netstat, SERVER, type Watched, watched } from './run.ts';

type Line = Parameters<typeof connection>[0][number];

const DATA: Line[] = [
  ['client', 'PSH ACK', 'hello'],
  ['server', 'ACK'],
];
const FIN: Line = ['client', 'FIN ACK'];

/** Everything before the moment at 2000 ms. */
const wired = (...lines: Line[]) => watched(connection([...HANDSHAKE, ...lines]));

function state(shown: string, wires: readonly Watched[], options?: Parameters<typeof netstat>[1]) {
  return cross('state', [SERVER, CLIENT, netstat(shown, options)], { wires });
}

describe('a state that a moment shows', () => {
  it.each<[TcpState, TcpState, Line[]]>([
    ['ESTABLISHED', 'CLOSE_WAIT', DATA],
    ['CLOSE_WAIT', 'ESTABLISHED', [FIN, ['server', 'ACK']]],
    ['LAST_ACK', 'CLOSE_WAIT', [FIN, ['server', 'FIN ACK']]],
    ['FIN_WAIT1', 'FIN_WAIT2', [['server', 'FIN ACK']]],
    [
      'FIN_WAIT2',
      'FIN_WAIT1',
      [
        ['server', 'FIN ACK'],
        ['client', 'ACK'],
      ],
    ],
    ['TIME_WAIT', 'FIN_WAIT2', [['server', 'FIN ACK'], FIN, ['server', 'ACK']]],
  ])('%s agrees with the segments, and %s does not', (right, wrong, lines) => {
    expect(state(right, [wired(...lines)])).toMatchObject([
      { status: 'agrees', reason: `the segments in capture wire imply ${right}` },
    ]);
    expect(state(wrong, [wired(...lines)])).toMatchObject([
      { status: 'disagrees', reason: `the segments in capture wire imply ${right}, not ${wrong}` },
    ]);
  });

  it('is told with its line and the frame that brought it', () => {
    expect(state('CLOSE_WAIT', [wired(FIN)])).toEqual([
      {
        check: 'state',
        status: 'agrees',
        subject: '192.0.2.1:8990 with 192.0.2.2:36030, CLOSE_WAIT at look',
        reason: 'the segments in capture wire imply CLOSE_WAIT',
        cites: [
          { evidence: 'look', lines: [2] },
          { evidence: 'wire', frames: [4] },
        ],
      },
    ]);
  });

  it('is the client’s when the moment is on its host', () => {
    const seen = moment('look', 'tcp 0 0 192.0.2.2:36030 192.0.2.1:8990 FIN_WAIT2 -\n', {
      host: 'vit002',
      beganMs: 2000,
      endedMs: 2020,
    });
    const wires = [wired(FIN, ['server', 'ACK'])];
    expect(cross('state', [SERVER, CLIENT, seen], { wires })).toMatchObject([{ status: 'agrees' }]);
  });

  it('may be any that it had during the moment', () => {
    const during = [...connection(HANDSHAKE), ...connection([FIN, ['server', 'ACK']], { atMs: 2010 })];
    for (const shown of ['ESTABLISHED', 'CLOSE_WAIT']) {
      expect(state(shown, [watched(during)])).toMatchObject([{ status: 'agrees' }]);
    }
    expect(state('LAST_ACK', [watched(during)])).toMatchObject([
      { status: 'disagrees', reason: 'the segments in capture wire imply ESTABLISHED and CLOSE_WAIT, not LAST_ACK' },
    ]);
  });

  it('is of the latest connection with these addresses and ports', () => {
    const first = connection([...HANDSHAKE, ['client', 'RST ACK']], { atMs: 600 });
    expect(state('ESTABLISHED', [watched([...first, ...connection(HANDSHAKE)])])).toMatchObject([{ status: 'agrees' }]);
  });
});

describe('a state that segments can’t show', () => {
  it.each([
    [
      'SYN_RECV',
      [],
      {},
      'a server stays in SYN_RECV while its queue of connections is full, or while it waits for the first data',
    ],
    ['FIN_WAIT1', [], { sendQueue: 1 }, 'its FIN waits behind 1 byte not sent yet'],
    ['LAST_ACK', [FIN], { sendQueue: 900 }, 'its FIN waits behind 900 bytes not sent yet'],
  ] satisfies [string, Line[], object, string][])('%s', (shown, lines, options, reason) => {
    expect(state(shown, [wired(...lines)], options)).toMatchObject([{ status: 'not-testable', reason }]);
  });

  it('had nothing to wait for', () => {
    expect(state('FIN_WAIT1', [wired()])).toMatchObject([{ status: 'disagrees' }]);
  });

  it('is one after the capture ended', () => {
    const ended = watched(connection(HANDSHAKE), { untilMs: 1500 });
    expect(state('ESTABLISHED', [ended])).toMatchObject([
      { status: 'not-testable', reason: 'capture wire had ended by then' },
    ]);
  });

  it('is one of a connection that was not captured', () => {
    expect(state('ESTABLISHED', [watched([])])).toMatchObject([
      { status: 'not-testable', reason: 'no capture has its segments' },
    ]);
  });

  it('may come later to another host than the one that was captured', () => {
    const late = [...connection(HANDSHAKE), ...connection([FIN], { atMs: 2200 })];
    const facts = { host: 'vit002' };
    expect(state('CLOSE_WAIT', [watched(late, { facts })])).toMatchObject([
      {
        status: 'not-testable',
        reason: 'capture wire is on vit002, and segments may take their time from host to host',
      },
    ]);
    expect(state('CLOSE_WAIT', [watched(late)])).toMatchObject([{ status: 'disagrees' }]);
  });

  it('may rest on a packet that was dropped', () => {
    const packets = { captured: 3, received: 9, dropped: 1 };
    expect(state('CLOSE_WAIT', [watched(connection(HANDSHAKE), { facts: { packets } })])).toMatchObject([
      { status: 'not-testable', reason: 'the kernel dropped 1 packet of capture wire' },
    ]);
  });
});
