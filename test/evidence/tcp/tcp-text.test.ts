import { expect, test } from 'vitest';
import { readPackets } from '../../../src/evidence/capture/packets.ts';
import { PacketTable } from '../../../src/evidence/packet-table.ts';
import { flagsAsTcpdump, formatEndpoint, wireLength } from '../../../src/evidence/tcp/text.ts';
import type { Endpoint } from '../../../src/evidence/types.ts';
import type { TcpFlag } from '../../../src/lab/terms.ts';
import { tell } from '../../../src/language/tell.ts';
import { ETHERNET, makeFrame, makePcap, makeTcp } from '../capture/frames.ts';

test.each<[TcpFlag[], string]>([
  [['SYN'], 'S'],
  [['SYN', 'ACK'], 'S.'],
  [['ACK'], '.'],
  [['PSH', 'ACK'], 'P.'],
  [['FIN', 'PSH', 'ACK'], 'FP.'],
  [['RST'], 'R'],
  [['ACK', 'RST'], 'R.'],
  [['SYN', 'ECE', 'CWR'], 'SEW'],
  [[], 'none'],
])('%j is [%s]', (flags, text) => {
  expect(flagsAsTcpdump({ flags })).toBe(text);
});

test.each<[Endpoint, string]>([
  [{ address: '192.0.2.1', port: 8990 }, '192.0.2.1:8990'],
  [{ address: '2001:db8::1', port: 0 }, '[2001:db8::1]:0'],
  [{ address: 'vit001', service: 'ssh' }, 'vit001:ssh'],
  [{ address: '2001:db8::1' }, '2001:db8::1'],
])('%j is %s', (endpoint, text) => {
  expect(formatEndpoint(endpoint)).toBe(text);
});

test('the length on the wire, whole or cut', () => {
  expect([
    wireLength({ payload: new Uint8Array(3) }),
    wireLength({ payload: new Uint8Array(3), payloadLength: 9 }),
  ]).toEqual([3, 9]);
});

test('a table whose columns grow', () => {
  const rowsOf = (from: number, payload: string) =>
    readPackets(makePcap([makeFrame(ETHERNET, makeTcp({ from, payload }))])).packets;
  const table = new PacketTable(tell);
  const [first, second] = [table.rows(rowsOf(2, '')), table.rows(rowsOf(222, 'x'.repeat(1000)))];
  expect([first, second].flat().map((row) => row.replace(/\d\d:\d\d:\d\d/, 'hh:mm:ss'))).toEqual([
    'frame  time             from             to              protocol  flags  seq  ack  win  length',
    '    1  hh:mm:ss.000000  192.0.2.2:40002  192.0.2.1:8990  TCP       .        0    0  500       0',
    '    1  hh:mm:ss.000000  192.0.2.222:40222  192.0.2.1:8990  TCP       .        0    0  500    1000',
  ]);
});

test('no packets, no table', () => {
  expect(new PacketTable(tell).rows(readPackets(makePcap([])).packets)).toEqual([]);
});
