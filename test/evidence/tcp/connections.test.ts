import { describe, expect, test } from 'vitest';
import { readPackets } from '../../../src/evidence/capture/packets.ts';
import { connectionsOf } from '../../../src/evidence/tcp/connections.ts';
import { flagsAsTcpdump, formatEndpoint } from '../../../src/evidence/tcp/text.ts';
import { bytesOf, ETHERNET, type MadeSegment, makeFrame, makePcap, makeTcp } from '../capture/frames.ts';

const [FIN, SYN, RST, ACK] = [1, 2, 4, 16];

/** Each connection: its ends, and of each segment frame, flags, relative sequence and acknowledgement number. */
function tracked(segments: MadeSegment[]): string[][] {
  const { packets } = readPackets(makePcap(segments.map((each) => makeFrame(ETHERNET, makeTcp(each)))));
  return connectionsOf(packets).map(({ number, client, server, packets: own }) => [
    `${number}: ${formatEndpoint(client)} > ${formatEndpoint(server)}`,
    ...own
      .map(
        ({ frame, tcp }) =>
          tcp && `${frame} ${flagsAsTcpdump(tcp)} ${tcp.relativeSeq ?? '-'} ${tcp.relativeAck ?? '-'}`,
      )
      .map(String),
  ]);
}

const up = (flags: number, seq: number, ack = 0, payload = ''): MadeSegment => ({
  flags,
  seq: seq >>> 0,
  ack: ack >>> 0,
  payload,
});
const down = (flags: number, seq: number, ack = 0, payload = ''): MadeSegment => ({
  ...up(flags, seq, ack, payload),
  from: 1,
  to: 2,
});
const ENDS = '192.0.2.2:40002 > 192.0.2.1:8990';

test('a whole connection, across the end of the sequence numbers', () => {
  expect(
    tracked([
      up(SYN, -3),
      down(SYN | ACK, -1, -2),
      up(ACK, -2, 0),
      up(ACK, -2, 0, 'abcd'),
      down(ACK, 0, 2, 'abcd'),
      up(FIN | ACK, 2, 4),
      down(FIN | ACK, 4, 3),
      up(ACK, 3, 5),
    ]),
  ).toEqual([
    [`1: ${ENDS}`, '1 S 0 -', '2 S. 0 1', '3 . 1 1', '4 . 1 1', '5 . 1 5', '6 F. 5 5', '7 F. 5 6', '8 . 6 6'],
  ]);
});

test('two connections side by side, in the order of their first packets', () => {
  const other = (segment: MadeSegment): MadeSegment => ({
    ...segment,
    ...(segment.from === 1 ? { to: 3 } : { from: 3 }),
  });
  expect(tracked([up(SYN, 5), other(up(SYN, 9)), other(down(SYN | ACK, 70, 10)), down(SYN | ACK, 50, 6)])).toEqual([
    [`1: ${ENDS}`, '1 S 0 -', '4 S. 0 1'],
    ['2: 192.0.2.3:40003 > 192.0.2.1:8990', '2 S 0 -', '3 S. 0 1'],
  ]);
});

describe('a SYN on addresses and ports that were used before', () => {
  test('begins a new connection', () => {
    expect(tracked([up(SYN, 5), down(RST | ACK, 0, 6), up(SYN, 900), down(SYN | ACK, 40, 901)])).toEqual([
      [`1: ${ENDS}`, '1 S 0 -', '2 R. - 1'],
      [`2: ${ENDS}`, '3 S 0 -', '4 S. 0 1'],
    ]);
  });
  test('is a retransmission when it has the same number', () => {
    expect(tracked([up(SYN, 5), up(SYN, 5), down(SYN | ACK, 40, 6), down(SYN | ACK, 40, 6)])).toEqual([
      [`1: ${ENDS}`, '1 S 0 -', '2 S 0 -', '3 S. 0 1', '4 S. 0 1'],
    ]);
  });
  test('of the other end, after an end: that one is the client now', () => {
    expect(tracked([up(SYN, 5), down(RST | ACK, 0, 6), down(SYN, 77)])).toEqual([
      [`1: ${ENDS}`, '1 S 0 -', '2 R. - 1'],
      ['2: 192.0.2.1:8990 > 192.0.2.2:40002', '3 S 0 -'],
    ]);
  });
  test('of both ends at once is one connection (RFC 9293, figure 7)', () => {
    expect(tracked([up(SYN, 5), down(SYN, 50), up(SYN | ACK, 5, 51), down(SYN | ACK, 50, 6)])).toEqual([
      [`1: ${ENDS}`, '1 S 0 -', '2 S 0 -', '3 S. 0 1', '4 S. 0 1'],
    ]);
  });
  test('ends one whose beginning was not captured', () => {
    expect(tracked([up(ACK, 5, 7), up(SYN, 90), down(ACK, 1), down(SYN | ACK, 40, 91)])).toEqual([
      [`1: ${ENDS}`, '1 . - -'],
      [`2: ${ENDS}`, '2 S 0 -', '3 . 4294967257 4294967206', '4 S. 0 1'],
    ]);
  });
});

describe('a capture that began too late', () => {
  test('for the SYN: its number follows from the answer', () => {
    expect(tracked([down(SYN | ACK, 40, 6), up(ACK, 6, 41)])).toEqual([[`1: ${ENDS}`, '1 S. 0 1', '2 . 1 1']]);
  });
  test('for both: nothing is relative, and the higher port is the client', () => {
    expect(tracked([down(ACK, 40, 6), up(FIN | ACK, 6, 41)])).toEqual([[`1: ${ENDS}`, '1 . - -', '2 F. - -']]);
  });
});

test('packets that are no TCP are in no connection', () => {
  const { packets } = readPackets(makePcap([makeFrame(ETHERNET, bytesOf(makeTcp({}).subarray(0, 30)))]));
  expect(connectionsOf(packets)).toEqual([]);
});
