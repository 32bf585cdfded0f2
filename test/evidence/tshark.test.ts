import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFrames } from '../../src/evidence/capture/pcap.ts';
import { flagsAsTcpdump, wireLength } from '../../src/evidence/tcp/text.ts';
import type { Packet } from '../../src/evidence/types.ts';
import { SAMPLE } from '../sample.ts';
import { bytesOf, type MadeFrame, makeFrame, makeIpv4, makePcap, makeTcp } from './capture/frames.ts';
import { captureBytes, isInstalled, run, temporaryFile } from './tools.ts';
import { type Fields, ownFields, tsharkFields } from './tshark.ts';

const hasTshark = isInstalled('tshark');
const hasTcpdump = isInstalled('tcpdump');
const CAPTURES = ['ethernet', 'any', 'any-v1', 'loopback', 'cut'];

/** tshark's fields of the packet itself, without those of the packet that an ICMP error holds. */
function comparable(theirs: Fields, { packet, fields }: { packet: Packet; fields: Fields }): Fields {
  const isOuter = (name: string) => {
    if (packet.protocol === 'ICMP' || packet.protocol === 'ICMPv6') return !/^(tcp|udp)\./.test(name);
    // Where the SYN was not captured, tshark counts from the first number it saw.
    if (name === 'tcp.seq' || name === 'tcp.ack') return name in fields;
    return true;
  };
  return Object.fromEntries(Object.entries(theirs).filter(([name]) => isOuter(name)));
}

/** Packets that are read whole must agree in every field; the others in the fields that we read. */
function expectAgreement(bytes: Uint8Array): void {
  const ours = ownFields(bytes);
  const theirs = tsharkFields(temporaryFile('capture.pcap', bytes));
  const expected = theirs.map((fields, i) => {
    const own = ours[i] as (typeof ours)[number];
    const all = comparable(fields, own);
    const { problem } = own.packet;
    if (problem === undefined) return all;
    // tshark holds the destination back until it has read options, which may change it.
    const isCut = problem.id === 'partCut' && problem.values.part === 'IPv4 header with options';
    const destination = isCut ? { 'ip.dst': own.fields['ip.dst'] } : {};
    return { ...destination, ...Object.fromEntries(Object.entries(all).filter(([name]) => name in own.fields)) };
  });
  expect(ours.map(({ fields }) => fields)).toEqual(expected);
}

/** The IP packets of the Ethernet capture, behind another link header. */
function relinked(header: (etherType: number) => string, linkType: number): Uint8Array {
  const frames = [...readFrames(captureBytes('ethernet'))].filter(({ data }) => data[12] === 0x08 || data[12] === 0x86);
  const made = frames.map(({ timeUs, data }): MadeFrame => {
    const etherType = Buffer.from(data).readUInt16BE(12);
    return {
      seconds: Math.floor(timeUs / 1e6),
      fraction: timeUs % 1e6,
      data: bytesOf(header(etherType), data.subarray(14)),
    };
  });
  return makePcap(linkType === 1 ? made : made.filter(({ data }) => !isArp(data)), { linkType });
}

function isArp(data: Uint8Array): boolean {
  return Buffer.from(data).toString('hex').includes('000108000604');
}

const isIpv6 = (etherType: number) => etherType === 0x86dd;
const hex16 = (value: number) => value.toString(16).padStart(4, '0');

describe.skipIf(!hasTshark)('every field as tshark reads it', () => {
  test.each(CAPTURES)('%s', (name) => expectAgreement(captureBytes(name)));

  test.each([
    { name: 'raw IP', linkType: 101, header: () => '' },
    {
      name: 'BSD loopback, little endian',
      linkType: 0,
      header: (type: number) => (isIpv6(type) ? '1e000000' : '02000000'),
    },
    { name: 'OpenBSD loopback', linkType: 108, header: (type: number) => (isIpv6(type) ? '00000018' : '00000002') },
    { name: 'a VLAN', linkType: 1, header: (type: number) => `020000000001 020000000002 8100 602a ${hex16(type)}` },
    {
      name: 'a VLAN in a VLAN',
      linkType: 1,
      header: (type: number) => `020000000001 020000000002 8100 0007 8100 002a ${hex16(type)}`,
    },
  ])('$name', ({ header, linkType }) => expectAgreement(relinked(header, linkType)));

  test('TCP options, also such as no program here sends', () => {
    const options = [
      '020405b4 0402 080a 00000007 00000009 01 030307',
      '0101 0512 00000005 0000000a 00000014 0000001e',
      'fe04 0102 01 01 01 00',
      '1312 000102030405060708090a0b0c0d0e0f 0101',
      '2202 0101 1e04 1234',
    ];
    const made = options.map((each, i) =>
      makeFrame('020000000001 020000000002 0800', makeTcp({ seq: i, ack: 1, options: each })),
    );
    expectAgreement(makePcap(made));
    const packets = ownFields(makePcap(made)).map(({ packet }) => [packet.tcp?.options, packet.problem]);
    expect(packets).toEqual([
      [['mss 1460', 'sackOK', 'TS val 7 ecr 9', 'nop', 'wscale 7'], undefined],
      [['nop', 'nop', 'sack 2 {5:10}{20:30}'], undefined],
      [['unknown-254 0x0102', 'nop', 'nop', 'nop', 'eol'], undefined],
      [['md5 0x000102030405060708090a0b0c0d0e0f', 'nop', 'nop'], undefined],
      [['tfo', 'nop', 'nop', 'mptcp 0x1234'], undefined],
    ]);
  });

  test('IPv6 extension headers', () => {
    const segment = (port: string) => `9c${port} 231e 00000005 00000000 5002 01f4 0000 0000`;
    const behind = (next: string, headers: string) => {
      const body = bytesOf(headers, segment(next));
      return makeFrame(
        `020000000001 020000000002 86dd 60000000 ${hex16(body.length)} ${next} 40`,
        `${ADDRESSES}`,
        body,
      );
    };
    const bytes = makePcap([
      behind('00', '3c 00 01 04 00000000  2b 00 01 04 00000000  06 00 00 00 00000000'),
      behind('3c', '33 01 01 04 00000000 01 0a 00000000 0000  06 02 0000 00000001 00000002 00000000'),
      behind('2c', '06 00 0000 00000009'),
    ]);
    expectAgreement(bytes);
    expect(ownFields(bytes).map(({ packet }) => packet.ip?.options)).toEqual([
      ['hop-by-hop', 'destination', 'routing'],
      ['destination', 'authentication'],
      ['fragment'],
    ]);
  });

  test('IPv4 options', () => {
    const data = bytesOf(makeIpv4({ protocol: 17, bytes: 9, options: '94040000 01010100' }), '1389 0035 0009 0000 41');
    const bytes = makePcap([makeFrame('020000000001 020000000002 0800', data)]);
    expectAgreement(bytes);
    expect(ownFields(bytes)[0]?.packet.ip?.options).toEqual(['ra 0x0000', 'nop', 'nop', 'nop', 'eol']);
  });
});

const ADDRESSES = '20010db8000000000000000000000002 20010db8000000000000000000000001';

describe.skipIf(!hasTcpdump)('as tcpdump words it', () => {
  test.each(['ethernet', 'any', 'any-v1', 'loopback'])('flags, options and length of %s', (name) => {
    const bytes = captureBytes(name);
    const lines = run('tcpdump', '-n', '-r', temporaryFile('capture.pcap', bytes)).split('\n');
    const pattern = /Flags \[(.*?)\],.*?(?: options \[(.*?)\],)? length (\d+)/;
    const theirs = lines.flatMap((line) =>
      pattern.exec(line) === null ? [] : [[...(pattern.exec(line) as string[])].slice(1)],
    );
    const ours = ownFields(bytes).flatMap(({ packet }) => {
      const { tcp } = packet;
      return tcp ? [[flagsAsTcpdump(tcp), tcp.options.join() || undefined, `${wireLength(packet)}`]] : [];
    });
    expect(ours.length).toBeGreaterThan(40);
    expect(ours).toEqual(theirs);
  });
});

/** The captures of the sample report: real runs of a whole lab. */
const SAMPLE_LOGS = join(SAMPLE, 'logs');
const SAMPLES = readdirSync(SAMPLE_LOGS).filter((name) => name.endsWith('.pcap'));

test('the sample report has captures', () => {
  expect(SAMPLES.sort()).toEqual(['broken.pcap', 'closing.pcap', 'faulty-wire.pcap', 'reset.pcap', 'traffic.pcap']);
});

describe.skipIf(!hasTshark)('a capture of a lab agrees with tshark, field by field', () => {
  // To start tshark takes longer than to read a capture.
  const some = process.env.LABREPORT_LONG ? SAMPLES : ['traffic.pcap', 'reset.pcap'];
  test.each(some)('%s', (name) => expectAgreement(readFileSync(join(SAMPLE_LOGS, name))));
});
