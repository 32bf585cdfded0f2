import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Frame } from '../../../src/evidence/capture/frame.ts';
import { openFrames, readFrames } from '../../../src/evidence/capture/pcap.ts';
import { tell } from '../../../src/language/tell.ts';
import { captureBytes, capturePath, isInstalled, run, temporaryFile } from '../tools.ts';
import { makeBlock, makePcap, words } from './frames.ts';

const DATA = Buffer.from('0102030405', 'hex');
const SECTION = 0x0a0d0d0a;
const hasEditcap = isInstalled('editcap');

interface Read {
  frames: Frame[];
  problem: string | undefined;
}

function readAll(bytes: Uint8Array): Read {
  const generator = readFrames(bytes);
  const frames: Frame[] = [];
  for (let step = generator.next(); ; step = generator.next()) {
    if (step.done) return { frames, problem: step.value && tell(step.value) };
    frames.push(step.value);
  }
}

function frame(number: number, timeUs: number, more: Partial<Frame> = {}): Frame {
  return { number, timeUs, linkType: 1, length: 5, captured: 5, data: DATA, ...more };
}

const SECONDS = 1_700_000_000;
const TIME_US = SECONDS * 1_000_000 + 123_456;

describe('pcap', () => {
  test.each([
    { name: 'microseconds', magic: 0xa1b2c3d4, fraction: 123_456 },
    { name: 'nanoseconds', magic: 0xa1b23c4d, fraction: 123_456_789 },
    { name: 'the old variant of Linux', magic: 0xa1b2cd34, fraction: 123_456 },
  ])('$name in both byte orders', ({ magic, fraction }) => {
    const made = [
      { seconds: SECONDS, fraction, data: DATA },
      { seconds: SECONDS, fraction, data: DATA, length: 99 },
    ];
    const expected = { frames: [frame(1, TIME_US), frame(2, TIME_US, { length: 99 })], problem: undefined };
    expect(readAll(makePcap(made, { magic, little: true }))).toEqual(expected);
    expect(readAll(makePcap(made, { magic, little: false }))).toEqual(expected);
  });

  test('a capture without frames', () => {
    expect(readAll(makePcap([]))).toEqual({ frames: [], problem: undefined });
  });

  test('frames are views into the file', () => {
    const bytes = makePcap([{ seconds: 1, fraction: 2, data: DATA }]);
    expect(readAll(bytes).frames[0]?.data.buffer).toBe(bytes.buffer);
  });
});

describe('pcapng', () => {
  const section = (little: boolean) =>
    makeBlock(SECTION, words([0x1a2b3c4d, little ? 1 : 0x10000, 0xffffffff, 0xffffffff], little), little);
  const device = (little: boolean, ...options: Uint8Array[]) =>
    makeBlock(1, Buffer.concat([words([little ? 1 : 0x10000, 3], little), ...options]), little);
  const option = (code: number, value: string) => {
    const bytes = Buffer.from(value, 'hex');
    return Buffer.concat([Buffer.from([code, 0, bytes.length, 0]), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  };
  const packet = (ticks: bigint, { little = true, device = 0 } = {}) => {
    const [high, low] = [Number(ticks >> 32n), Number(ticks & 0xffffffffn)];
    return makeBlock(6, Buffer.concat([words([device, high, low, 5, 5], little), DATA]), little);
  };

  test.each([true, false])('little endian: %s', (little) => {
    const bytes = Buffer.concat([section(little), device(little), packet(BigInt(TIME_US), { little })]);
    expect(readAll(bytes)).toEqual({ frames: [frame(1, TIME_US)], problem: undefined });
  });

  test.each([
    { name: 'nanoseconds', options: [option(9, '09')], ticks: BigInt(TIME_US) * 1000n + 789n },
    { name: 'milliseconds', options: [option(9, '03')], ticks: BigInt(TIME_US / 1000 - 0.456), timeUs: TIME_US - 456 },
    {
      name: 'halves of halves of a second',
      options: [option(9, '82')],
      ticks: BigInt(SECONDS) * 4n + 1n,
      timeUs: SECONDS * 1e6 + 250_000,
    },
    { name: 'an offset', options: [option(14, 'f6ffffffffffffff')], ticks: BigInt(TIME_US + 10_000_000) },
    { name: 'an option twice', options: [option(9, '03'), option(9, '09')], ticks: BigInt(TIME_US) * 1000n },
    { name: 'other options before', options: [option(2, '65746830'), option(9, '09')], ticks: BigInt(TIME_US) * 1000n },
  ])('$name', ({ options, ticks, timeUs = TIME_US }) => {
    const bytes = Buffer.concat([section(true), device(true, ...options), packet(ticks)]);
    expect(readAll(bytes)).toEqual({ frames: [frame(1, timeUs)], problem: undefined });
  });

  test('several sections, interfaces and other blocks; simple and obsolete packet blocks', () => {
    const other = makeBlock(4, words([1, 2]));
    const raw = makeBlock(1, words([101, 0]));
    const simple = makeBlock(3, Buffer.concat([words([5]), DATA.subarray(0, 3)]));
    const obsolete = makeBlock(
      2,
      Buffer.concat([words([1, Math.floor(TIME_US / 2 ** 32), TIME_US % 2 ** 32, 5, 5]), DATA]),
    );
    const bytes = Buffer.concat([
      section(true),
      device(true),
      other,
      raw,
      simple,
      obsolete,
      packet(BigInt(TIME_US), { device: 1 }),
      section(false),
      device(false),
      packet(BigInt(TIME_US), { little: false }),
    ]);
    expect(readAll(bytes)).toEqual({
      frames: [
        frame(1, 0, { captured: 3, data: DATA.subarray(0, 3) }),
        frame(2, TIME_US, { linkType: 101 }),
        frame(3, TIME_US, { linkType: 101 }),
        frame(4, TIME_US),
      ],
      problem: undefined,
    });
  });

  test('more interfaces than a machine can have end the reading, those of another section do not count', () => {
    const devices = Array(1000).fill(device(true));
    const last = packet(BigInt(TIME_US), { device: 999 });
    const sound = [section(true), device(true), section(true), ...devices, last];
    expect(readAll(Buffer.concat(sound))).toEqual({ frames: [frame(1, TIME_US)], problem: undefined });
    expect(readAll(Buffer.concat([...sound, device(true), last]))).toEqual({
      frames: [frame(1, TIME_US)],
      problem: 'the file is damaged after frame 1: a section describes more than 1000 interfaces',
    });
  });

  test('a damaged block ends the reading', () => {
    const sound = Buffer.concat([section(true), device(true), packet(BigInt(TIME_US))]);
    const read = (...more: Uint8Array[]) => readAll(Buffer.concat([sound, ...more]));
    const frames = [frame(1, TIME_US)];
    const damaged = (what: string) => ({ frames, problem: `the file is damaged after frame 1: ${what}` });
    expect(read(packet(1n, { device: 7 }))).toEqual(damaged('interface 7 is not described'));
    expect(read(makeBlock(6, words([0, 0, 0, 9, 9])))).toEqual(damaged('it says it has 9 bytes in a block for 0'));
    expect(read(words([6, 13, 0]))).toEqual(damaged('a block says it has 13 bytes'));
    expect(read(words([6, 16, 0, 12]))).toEqual(damaged('the two lengths of a block differ'));
    expect(read(words([SECTION, 28, 7]))).toEqual(damaged("a section's byte order reads 07000000"));
    expect(read(packet(1n).subarray(0, 20))).toEqual({
      frames,
      problem: 'the file ends inside a block after frame 1, 20 of its 40 bytes are there',
    });
  });
});

describe('files that are no whole capture', () => {
  const whole = makePcap([
    { seconds: 1, fraction: 2, data: DATA },
    { seconds: 1, fraction: 3, data: DATA },
  ]);
  const first = [frame(1, 1_000_002)];

  test.each([
    { name: 'empty', bytes: Buffer.alloc(0), problem: 'the file has 0 bytes, a capture has at least 24' },
    {
      name: 'a program',
      bytes: Buffer.from('7f454c4602010100', 'hex'),
      problem: 'the file begins with the bytes 7f454c46: not a pcap or pcapng capture',
    },
    { name: 'compressed', bytes: gzipSync(whole), problem: 'the file is compressed with gzip: unpack it first' },
    {
      name: 'half a header',
      bytes: whole.subarray(0, 20),
      problem: 'the file ends inside its header, after 20 of 24 bytes',
    },
    {
      name: 'another version',
      bytes: Buffer.from(whole).fill(3, 4, 5),
      problem: 'unexpected pcap version 3, expected 2',
    },
  ])('$name', ({ bytes, problem }) => {
    expect(readAll(bytes)).toEqual({ frames: [], problem });
  });

  test('cut inside a frame, and inside the head of one', () => {
    expect(readAll(whole.subarray(0, -1))).toEqual({
      frames: first,
      problem: 'the file ends inside frame 2, after 20 of its 21 bytes',
    });
    expect(readAll(whole.subarray(0, 50))).toEqual({
      frames: first,
      problem: 'the file ends inside frame 2, after 5 of its 16 bytes',
    });
  });

  test('a length that no frame has', () => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt32LE(0xffffffff, 24 + 21 + 8);
    expect(readAll(bytes)).toEqual({
      frames: first,
      problem: 'frame 2 says it has 4294967295 bytes: the file is damaged here',
    });
  });
});

test('a reader with only a part of the file asks for what it needs, and goes on where it was', () => {
  const bytes = captureBytes('loopback');
  const opened = openFrames(bytes.subarray(0, 24));
  if ('problem' in opened) throw new Error(opened.problem.id);
  const frames: Frame[] = [];
  let offset = opened.start;
  let end = 24;
  while (offset < bytes.length) {
    const step = opened.reader.step(bytes.subarray(0, end), offset);
    if ('problem' in step) {
      if (step.needed === undefined || offset + step.needed > bytes.length) throw new Error(step.problem.id);
      end = offset + step.needed;
      continue;
    }
    if (step.frame) frames.push(step.frame);
    offset = step.next;
  }
  expect({ frames, problem: undefined }).toEqual(readAll(bytes));
});

describe.skipIf(!hasEditcap)('as editcap writes it', () => {
  const expected = readAll(captureBytes('ethernet'));
  test.each(['pcap', 'nsecpcap', 'pcapng', 'modpcap'])('%s', (format) => {
    const path = temporaryFile(`capture.${format}`, Buffer.alloc(0));
    run('editcap', '-F', format, capturePath('ethernet'), path);
    expect(readAll(readFileSync(path))).toEqual(expected);
  });
});
