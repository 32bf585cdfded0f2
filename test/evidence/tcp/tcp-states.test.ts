import { describe, expect, test } from 'vitest';
import { readPackets } from '../../../src/evidence/capture/packets.ts';
import { connectionsOf } from '../../../src/evidence/tcp/connections.ts';
import { retransmissionsOf } from '../../../src/evidence/tcp/retransmissions.ts';
import { statesBefore, statesOf } from '../../../src/evidence/tcp/states.ts';
import type { Connection } from '../../../src/evidence/types.ts';
import { ETHERNET, type MadeSegment, makeFrame, makePcap, makeTcp } from '../capture/frames.ts';

const BITS = { F: 1, S: 2, R: 4, P: 8, '.': 16 };

/** "> S. 0 1 hello": from client to server, flags as tcpdump's, seq, ack, payload. */
function parse(line: string): MadeSegment {
  const [direction, letters = '', seq = 0, ack = 0, payload = ''] = line.split(' ');
  const flags = [...letters].reduce((bits, letter) => bits | BITS[letter as keyof typeof BITS], 0);
  const ends = direction === '>' ? { from: 2, to: 1 } : { from: 1, to: 2 };
  return { ...ends, flags, seq: Number(seq) >>> 0, ack: Number(ack) >>> 0, payload };
}

function connectionOf(lines: readonly string[]): Connection {
  const { packets } = readPackets(makePcap(lines.map((line) => makeFrame(ETHERNET, makeTcp(parse(line))))));
  const [connection] = connectionsOf(packets);
  if (connection === undefined) throw new Error('no connection');
  return connection;
}

/** After each segment: client's state, server's state. */
function statesAfter(lines: readonly string[]): string[] {
  return statesOf(connectionOf(lines)).map(({ client = '-', server = '-' }) => `${client} ${server}`);
}

const HANDSHAKE = ['> S 0', '< S. 0 1', '> . 1 1'];
const OPENED = ['SYN_SENT -', 'ESTABLISHED SYN_RECV', 'ESTABLISHED ESTABLISHED'];

describe('states of both ends, segment by segment', () => {
  const cases: [name: string, segments: string[], states: string[]][] = [
    [
      'the client closes first',
      [...HANDSHAKE, '> P. 1 1 hello', '< . 1 6', '> F. 6 1', '< . 1 7', '< F. 1 7', '> . 7 2'],
      [
        ...OPENED,
        'ESTABLISHED ESTABLISHED',
        'ESTABLISHED ESTABLISHED',
        'FIN_WAIT1 CLOSE_WAIT',
        'FIN_WAIT2 CLOSE_WAIT',
        'TIME_WAIT LAST_ACK',
        'TIME_WAIT CLOSE',
      ],
    ],
    [
      'the server closes first, and its FIN is answered with FIN and ACK in one',
      [...HANDSHAKE, '< F. 1 1', '> F. 1 2', '< . 2 2'],
      [...OPENED, 'CLOSE_WAIT FIN_WAIT1', 'LAST_ACK TIME_WAIT', 'CLOSE TIME_WAIT'],
    ],
    [
      'both close at once',
      [...HANDSHAKE, '> F. 1 1', '< F. 1 1', '> . 2 2', '< . 2 2'],
      // The server's FIN does not acknowledge the client's, which had come to it by then.
      [...OPENED, 'FIN_WAIT1 CLOSE_WAIT', 'CLOSING LAST_ACK', 'CLOSING CLOSE', 'TIME_WAIT CLOSE'],
    ],
    [
      'both open at once',
      ['> S 0', '< S 0', '> S. 0 1', '< S. 0 1'],
      ['SYN_SENT -', 'SYN_RECV SYN_SENT', 'SYN_RECV ESTABLISHED', 'ESTABLISHED ESTABLISHED'],
    ],
    ['refused', ['> S 0', '< R. 0 1'], ['SYN_SENT -', 'CLOSE CLOSE']],
    ['never answered', ['> S 0', '> S 0', '> S 0'], ['SYN_SENT -', 'SYN_SENT -', 'SYN_SENT -']],
    [
      'reset by the end that has gone',
      [...HANDSHAKE, '> F. 1 1', '< . 1 2', '< P. 1 2 late', '> R 2'],
      [...OPENED, 'FIN_WAIT1 CLOSE_WAIT', 'FIN_WAIT2 CLOSE_WAIT', 'FIN_WAIT2 CLOSE_WAIT', 'CLOSE CLOSE'],
    ],
    [
      'a FIN counts when the data before it has come',
      [...HANDSHAKE, '> F. 6 1', '< . 1 1', '> P. 1 1 hello', '< . 1 7'],
      [...OPENED, 'FIN_WAIT1 ESTABLISHED', 'FIN_WAIT1 ESTABLISHED', 'FIN_WAIT1 CLOSE_WAIT', 'FIN_WAIT2 CLOSE_WAIT'],
    ],
    [
      'a FIN counts when it is acknowledged, though data before it was not captured',
      [...HANDSHAKE, '> F. 6 1', '< . 1 7'],
      [...OPENED, 'FIN_WAIT1 ESTABLISHED', 'FIN_WAIT2 CLOSE_WAIT'],
    ],
    [
      'retransmissions change nothing',
      ['> S 0', '> S 0', '< S. 0 1', '< S. 0 1', '> . 1 1', '> F. 1 1', '> F. 1 1', '< . 1 2', '> F. 1 1'],
      [
        'SYN_SENT -',
        'SYN_SENT -',
        'ESTABLISHED SYN_RECV',
        'ESTABLISHED SYN_RECV',
        'ESTABLISHED ESTABLISHED',
        'FIN_WAIT1 CLOSE_WAIT',
        'FIN_WAIT1 CLOSE_WAIT',
        'FIN_WAIT2 CLOSE_WAIT',
        'FIN_WAIT2 CLOSE_WAIT',
      ],
    ],
    [
      'across the end of the sequence numbers',
      ['> S -3', '< S. -1 -2', '> . -2 0', '> P. -2 0 hello', '< . 0 3', '> F. 3 0', '< F. 0 4', '> . 4 1'],
      [
        ...OPENED,
        'ESTABLISHED ESTABLISHED',
        'ESTABLISHED ESTABLISHED',
        'FIN_WAIT1 CLOSE_WAIT',
        'TIME_WAIT LAST_ACK',
        'TIME_WAIT CLOSE',
      ],
    ],
    [
      'the SYN,ACK was not captured',
      ['> S 0', '> . 1 1', '< P. 1 1 hello'],
      ['SYN_SENT -', 'ESTABLISHED -', 'ESTABLISHED ESTABLISHED'],
    ],
    [
      'a capture that begins with a FIN',
      ['> F. 500 900', '< F. 900 501', '> . 501 901'],
      ['FIN_WAIT1 CLOSE_WAIT', 'TIME_WAIT LAST_ACK', 'TIME_WAIT CLOSE'],
    ],
    ['a capture that begins with a reset', ['> R 500'], ['CLOSE -']],
    ['a capture that begins with a SYN,ACK', ['< S. 0 1', '> . 1 1'], ['- SYN_RECV', 'ESTABLISHED ESTABLISHED']],
  ];
  test.each(cases)('%s', (_, segments, states) => {
    expect(statesAfter(segments)).toEqual(states);
  });
});

test.each([
  ['> S 0', { client: undefined, server: undefined }],
  ['> R. 7 8', { client: undefined, server: undefined }],
  ['> . 7 8', { client: 'ESTABLISHED', server: 'ESTABLISHED' }],
  ['< P. 7 8 data', { client: 'ESTABLISHED', server: 'ESTABLISHED' }],
])('before a capture that begins with %s', (line, states) => {
  expect(statesBefore(connectionOf([line]))).toEqual(states);
});

test('retransmissions are segments whose data, SYN or FIN were sent before', () => {
  const segments = [
    '> S -2',
    '> S -2',
    '< S. 0 -1',
    '> . -1 1',
    '> P. -1 1 abcd',
    '> P. -1 1 abcd',
    '> P. 1 1 cdef',
    '< . 1 5',
    // A hole that is filled later, and acknowledgements without data, were not sent before.
    '> P. 10 1 xy',
    '> P. 5 1 vwxyz',
    '< . 1 12',
    '< . 1 12',
    '> F. 12 1',
    '> F. 12 1',
    '> R 13',
    '> R 13',
  ];
  expect([...retransmissionsOf(connectionOf(segments))]).toEqual([2, 6, 7, 14]);
});
