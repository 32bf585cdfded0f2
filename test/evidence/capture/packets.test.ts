import { describe, expect, test } from 'vitest';
import { readPackets } from '../../../src/evidence/capture/packets.ts';
import type { Packet } from '../../../src/evidence/types.ts';
import { tell } from '../../../src/language/tell.ts';
import { say } from '../../../src/messages/message.ts';
import { bytesOf, ETHERNET, type MadeFrame, makeFrame, makeIpv4, makePcap, makeTcp } from './frames.ts';

const MACS = { destination: '02:00:00:00:00:01', source: '02:00:00:00:00:02' };
const EMPTY = new Uint8Array();

function read(frame: MadeFrame, linkType = 1): Partial<Packet> {
  const { packets, problem } = readPackets(makePcap([frame], { linkType }));
  expect([packets.length, problem]).toEqual([1, undefined]);
  const { frame: _, timeUs, length, captured, linkType: type, ...rest } = packets[0] as Packet;
  expect([timeUs, length, captured, type]).toEqual([
    1_000_000,
    frame.length ?? frame.data.length,
    frame.data.length,
    linkType,
  ]);
  return { ...rest, payload: Uint8Array.from(rest.payload) };
}

const IP = { version: 4, hopLimit: 64, protocol: 6 } as const;
const CLIENT = { address: '192.0.2.2', port: 40_002 };
const SERVER = { address: '192.0.2.1', port: 8990 };

test('a TCP segment, whole', () => {
  const data = makeTcp({ seq: 0xffffffff, ack: 7, flags: 0xff, options: '020405b4', payload: 'héllo' });
  expect(read(makeFrame(ETHERNET, data))).toEqual({
    link: MACS,
    ip: IP,
    source: CLIENT,
    destination: SERVER,
    protocol: 'TCP',
    tcp: {
      flags: ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR'],
      seq: 0xffffffff,
      ack: 7,
      window: 500,
      urgent: 0,
      options: ['mss 1460'],
    },
    payload: Uint8Array.from(Buffer.from('héllo')),
  });
});

test('what Ethernet adds to fill a frame is not payload', () => {
  const frame = makeFrame(ETHERNET, makeTcp({ payload: 'a' }), '00 00 00 00 00');
  expect(read(frame).payload).toEqual(Uint8Array.of(97));
});

test('a payload that the capture cut', () => {
  const frame = { ...makeFrame(ETHERNET, makeTcp({ payload: 'abcdefgh' }).subarray(0, 43)), length: 62 };
  expect(read(frame)).toMatchObject({
    payload: Uint8Array.from(Buffer.from('abc')),
    payloadLength: 8,
    problem: say('payloadCut', { there: 3, all: 8 }),
  });
});

test('fragments: the ports are in the first alone', () => {
  const udp = makeIpv4({ protocol: 17, bytes: 16 });
  const fragment = (field: string) => bytesOf(udp.subarray(0, 4), '0007', field, udp.subarray(8));
  const ip = { version: 4, hopLimit: 64, protocol: 17 };
  expect(read(makeFrame(ETHERNET, fragment('2000'), '1389 0035 0018 0000 4142434445464748'))).toEqual({
    link: MACS,
    ip: { ...ip, fragment: { id: 7, offset: 0, more: true } },
    source: { address: '192.0.2.2', port: 5001 },
    destination: { address: '192.0.2.1', port: 53 },
    protocol: 'UDP',
    udp: { length: 24 },
    payload: Uint8Array.from(Buffer.from('ABCDEFGH')),
  });
  expect(read(makeFrame(ETHERNET, fragment('0002'), '4142434445464748 4142434445464748'))).toEqual({
    link: MACS,
    ip: { ...ip, fragment: { id: 7, offset: 16, more: false } },
    source: { address: '192.0.2.2' },
    destination: { address: '192.0.2.1' },
    protocol: 'UDP',
    payload: Uint8Array.from(Buffer.from('ABCDEFGHABCDEFGH')),
  });
});

test('ARP: sender and target are the ends', () => {
  const message = '0001 0800 06 04 0002 020000000002 c0000202 020000000001 c0000201';
  expect(read(makeFrame('020000000001 020000000002 0806', message))).toEqual({
    link: MACS,
    source: { address: '192.0.2.2' },
    destination: { address: '192.0.2.1' },
    protocol: 'ARP',
    arp: {
      operation: 2,
      senderMac: MACS.source,
      senderAddress: '192.0.2.2',
      targetMac: MACS.destination,
      targetAddress: '192.0.2.1',
    },
    payload: EMPTY,
  });
});

test('tags of a provider and of a customer', () => {
  const frame = makeFrame('020000000001 020000000002 88a8 0007 8100 602a 0800', makeTcp({}));
  expect(read(frame)).toMatchObject({ link: { ...MACS, vlans: [7, 42] }, protocol: 'TCP', source: CLIENT });
});

test.each([
  ['::', '00000000000000000000000000000000'],
  ['::1', '00000000000000000000000000000001'],
  ['2001:db8::1:0:0:1', '20010db8000000000001000000000001'],
  ['2001:db8:0:1:1:1:1:1', '20010db8000000010001000100010001'],
  ['::ffff:192.0.2.1', '00000000000000000000ffffc0000201'],
  ['fe80::', 'fe800000000000000000000000000000'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
])('%s is written as RFC 5952 says', (address, hex) => {
  const frame = makeFrame(`60000000 0000 3b 40 ${hex} ${hex}`);
  expect(read(frame, 101)).toEqual({
    ip: { version: 6, hopLimit: 64, protocol: 59 },
    source: { address },
    destination: { address },
    protocol: 'other',
    payload: EMPTY,
  });
});

describe('what can not be read is told, and what is before it is kept', () => {
  const ip = makeTcp({}).subarray(0, 20);
  const tcp = (offset: string, options = '') =>
    bytesOf(makeIpv4({ protocol: 6, bytes: 24 }), `9c42 231e 00000000 00000000 ${offset}10 01f4 0000 0000`, options);
  const ends = { source: { address: '192.0.2.2' }, destination: { address: '192.0.2.1' } };

  test.each<[string, MadeFrame, Partial<Packet>]>([
    ['an Ethernet header needs 14 bytes, 3 are there', makeFrame('010203'), { protocol: 'other' }],
    ['an IPv4 header needs 20 bytes, 2 are there', makeFrame(ETHERNET, '4500'), { link: MACS }],
    ['unexpected IP version 7, expected 4', makeFrame(ETHERNET, '75', ip.subarray(1)), { link: MACS }],
    ['an IPv4 header says 16 bytes, expected 20 to 60', makeFrame(ETHERNET, '44', ip.subarray(1)), { link: MACS }],
    ['an IPv4 header with options needs 24 bytes, 20 are there', makeFrame(ETHERNET, '46', ip.subarray(1)), ends],
    [
      'an IPv4 packet says 1000 bytes, 40 were on the wire',
      makeFrame(ETHERNET, '450003e8', makeTcp({}).subarray(4)),
      { source: CLIENT },
    ],
    ['an IPv4 packet says 19 bytes, its header has 20', makeFrame(ETHERNET, '45000013', ip.subarray(4)), ends],
    [
      'a TCP header needs 20 bytes, 0 are there',
      { ...makeFrame(ETHERNET, ip), length: 54 },
      { ...ends, protocol: 'TCP' },
    ],
    ['a TCP header says 16 bytes, expected 20 to 60', makeFrame(ETHERNET, tcp('40'), '00000000'), { source: CLIENT }],
    [
      'a TCP header with options needs 28 bytes, 24 are there',
      makeFrame(ETHERNET, tcp('70'), '00000000'),
      { source: CLIENT },
    ],
    ['TCP option 8 says 9 bytes, 3 are left', makeFrame(ETHERNET, tcp('60', '01080900')), { source: CLIENT }],
    ['TCP option 2 says 0 bytes, 1 are left', makeFrame(ETHERNET, tcp('60', '01010102')), { source: CLIENT }],
    [
      'a UDP datagram says 7 bytes, expected at least 8',
      makeFrame(ETHERNET, makeIpv4({ protocol: 17, bytes: 8 }), '1389 0035 0007 0000'),
      { udp: { length: 7 } },
    ],
    [
      'a UDP datagram says 99 bytes, 8 were on the wire',
      makeFrame(ETHERNET, makeIpv4({ protocol: 17, bytes: 8 }), '1389 0035 0063 0000'),
      { udp: { length: 99 } },
    ],
    [
      'an ICMP header needs 8 bytes, 2 are there',
      makeFrame(ETHERNET, makeIpv4({ protocol: 1, bytes: 2 }), '0800'),
      { protocol: 'ICMP' },
    ],
    [
      'IP protocol 47 is not one that is read here',
      makeFrame(ETHERNET, makeIpv4({ protocol: 47, bytes: 2 }), '0102'),
      { payload: Uint8Array.of(1, 2) },
    ],
    [
      'EtherType 0x88cc is not one that is read here',
      makeFrame('020000000001 020000000002 88cc 01'),
      { payload: Uint8Array.of(1) },
    ],
    ['an IEEE 802.3 frame (LLC) is not read here', makeFrame('020000000001 020000000002 0003 424203'), { link: MACS }],
    ['a VLAN tag needs 4 bytes, 1 are there', makeFrame('020000000001 020000000002 8100 00'), { link: MACS }],
    [
      'ARP with addresses of 8/4 bytes is not read here, expected 6/4',
      makeFrame('020000000001 020000000002 0806 0001 0800 08 04 0001'),
      { protocol: 'ARP' },
    ],
  ])('%s', (problem, frame, kept) => {
    const packet = read(frame);
    expect({ ...packet, problem: packet.problem && tell(packet.problem) }).toMatchObject({ ...kept, problem });
  });

  test.each([
    [147, 'link type 147 is not one that is read here'],
    [0, 'address family 99 is not one that is read here'],
    [101, 'unexpected IP version 6, expected 4 or 6'],
    [113, 'a Linux cooked header needs 16 bytes, 4 are there'],
    [276, 'a Linux cooked header needs 20 bytes, 4 are there'],
  ])('link type %i', (linkType, problem) => {
    const frame = linkType === 101 ? makeFrame('73000000') : makeFrame('63000000');
    const found = read(frame, linkType).problem;
    expect(found && tell(found)).toBe(linkType === 101 ? problem.replace('version 6', 'version 7') : problem);
  });
});

test('a packet without a time says so', () => {
  const { packets } = readPackets(makePcap([{ seconds: 0, fraction: 0, data: bytesOf(ETHERNET, makeTcp({})) }]));
  expect(packets[0]).toMatchObject({ timeUs: 0, source: CLIENT, problem: say('packetTimeless') });
});
