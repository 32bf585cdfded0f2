import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../../build-program.ts';
import { bytesOf, ETHERNET, makeIpv4, makePcap, makeTcp } from '../../evidence/capture/frames.ts';
import { capturePath } from '../../evidence/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'labreport-packets-'));
let program: string;

interface Outcome {
  stdout: string;
  stderr: string;
  status: number | null;
}

/** The command as a program of its own, since what it does with standard output is what is tested. */
beforeAll(async () => {
  const main = `
    import { packetsCommand } from './src/commands/packets/packets-command.ts';
    import { LabreportError } from './src/text/errors.ts';
    try {
      await packetsCommand().parseAsync();
    } catch (error) {
      process.stderr.write(error instanceof LabreportError ? error.text + '\\n' : 'defect: ' + error.stack);
      process.exitCode = 2;
    }`;
  program = await buildProgram(folder, main);
});

afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, TZ: 'Europe/Madrid' } });
  const outcome: Outcome = { stdout: '', stderr: '', status: null };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    outcome.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    outcome.stderr += text;
  });
  [outcome.status] = (await once(child, 'close')) as [number | null];
  return outcome;
}

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const MACS = '020000000001 020000000002';
const FRAMES = [
  bytesOf(ETHERNET, makeTcp({ flags: 2, seq: 1000, options: '020405b4 0402 0101' })),
  bytesOf(ETHERNET, makeTcp({ flags: 0x12, seq: 5000, ack: 1001, from: 1, to: 2 })),
  bytesOf(ETHERNET, makeTcp({ flags: 0x18, seq: 1001, ack: 5001, payload: 'asdf\n' })),
  bytesOf(`${MACS} 0806`, '0001 0800 06 04 0001 020000000002 c0000202 000000000000 c0000201'),
  bytesOf(ETHERNET, makeIpv4({ protocol: 1, bytes: 8 }), '0800 0000 0001 0002'),
  bytesOf(`${MACS} 88cc 0102`),
].map((data, i) => ({ seconds: 1_791_458_123, fraction: 118_456 + i, data }));

describe('labreport packets', () => {
  test('a table for people', async () => {
    const { stdout, stderr, status } = await run(write('six.pcap', makePcap(FRAMES)));
    expect([stderr, status]).toEqual(['', 0]);
    expect(stdout.split('\n')).toEqual([
      'frame  time             from               to                 protocol  flags  seq  ack  win  length',
      '    1  13:15:23.118456  192.0.2.2:40002    192.0.2.1:8990     TCP       S        0       500       0  [mss 1460,sackOK,nop,nop]',
      '    2  13:15:23.118457  192.0.2.1:8990     192.0.2.2:40002    TCP       S.       0    1  500       0',
      '    3  13:15:23.118458  192.0.2.2:40002    192.0.2.1:8990     TCP       P.       1    1  500       5',
      '    4  13:15:23.118459  192.0.2.2          192.0.2.1          ARP                                  0  who has 192.0.2.1',
      '    5  13:15:23.118460  192.0.2.2          192.0.2.1          ICMP                                 0  echo request id 1 seq 2',
      '    6  13:15:23.118461  02:00:00:00:00:02  02:00:00:00:00:01  other                                2  (EtherType 0x88cc is not one that is read here)',
      '',
    ]);
  });

  test('--json: everything that was read', async () => {
    const { stdout, stderr, status } = await run('--json', write('json.pcap', makePcap(FRAMES)));
    expect([stderr, status]).toEqual(['', 0]);
    const objects = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const link = { destination: '02:00:00:00:00:01', source: '02:00:00:00:00:02' };
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(objects.length).toBe(6);
    expect(objects[2]).toEqual({
      frame: 3,
      length: 59,
      captured: 59,
      linkType: 1,
      link,
      ip: { version: 4, hopLimit: 64, protocol: 6 },
      source: { address: '192.0.2.2', port: 40_002 },
      destination: { address: '192.0.2.1', port: 8990 },
      protocol: 'TCP',
      tcp: { flags: ['PSH', 'ACK'], seq: 1001, ack: 5001, window: 500, options: [], relativeSeq: 1, relativeAck: 1 },
      time: '2026-10-08T11:15:23.118458Z',
      payload: { length: 5, captured: 5, sha256: sha256('asdf\n') },
    });
    expect(objects[5]).toEqual({
      frame: 6,
      length: 16,
      captured: 16,
      linkType: 1,
      link,
      protocol: 'other',
      problem: 'EtherType 0x88cc is not one that is read here',
      time: '2026-10-08T11:15:23.118461Z',
      payload: { length: 2, captured: 2, sha256: sha256('\u0001\u0002') },
    });
  });

  test('--count: how much there is of what', async () => {
    const file = write('six.pcap', makePcap(FRAMES));
    const counts = { packets: 6, connections: 1, protocols: { TCP: 3, ARP: 1, ICMP: 1, other: 1 } };
    expect(await run('--count', file)).toEqual({
      stderr: '',
      status: 0,
      stdout: '6  packets\n3  TCP\n1  ARP\n1  ICMP\n1  other\n1  TCP connections\n',
    });
    expect(await run('--count', '--json', file)).toEqual({
      stderr: '',
      status: 0,
      stdout: `${JSON.stringify(counts)}\n`,
    });
    const cut = await run('--count', write('cut-count.pcap', makePcap(FRAMES).subarray(0, -1)));
    expect([cut.stdout, cut.status]).toEqual(['5  packets\n3  TCP\n1  ARP\n1  ICMP\n1  TCP connections\n', 2]);
    expect(cut.stderr).toMatch(/only 5 packets could be read: the file ends inside frame 6/);
  });

  test('a pipe', async () => {
    const file = write('piped.pcap', makePcap(FRAMES));
    const child = spawn('bash', ['-c', 'cat "$1" | "$0" "$2" --count /dev/stdin', process.execPath, file, program]);
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(stdout).toMatch(/^6 {2}packets\n/);
  });

  test('a capture without packets prints nothing', async () => {
    expect(await run(write('none.pcap', makePcap([])))).toEqual({ stdout: '', stderr: '', status: 0 });
  });

  test('a reader that has seen enough', async () => {
    const many = Array.from({ length: 20_000 }, () => FRAMES[0] as (typeof FRAMES)[number]);
    const child = spawn(process.execPath, [program, '--json', write('many.pcap', makePcap(many))]);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [status] = await once(child, 'close');
    expect([status, stderr]).toEqual([0, '']);
  });

  test('the first packets are printed before the last are read', async () => {
    // 100,000 packets, and then nothing that could be read: the end is told after all of them.
    const good = makePcap(Array.from({ length: 100_000 }, () => FRAMES[0] as (typeof FRAMES)[number]));
    const child = spawn(process.execPath, [program, write('long.pcap', bytesOf(good, 'ffffffff'))]);
    const seen: string[] = [];
    child.stdout.once('data', () => seen.push('packets'));
    child.stderr.once('data', () => seen.push('end'));
    child.stdout.resume();
    const [status] = await once(child, 'close');
    expect([seen, status]).toEqual([['packets', 'end'], 2]);
  });
});

describe('files that can not be read', () => {
  const hint = '  expected a pcap or pcapng file\n';

  test('missing', async () => {
    const file = join(folder, 'absent.pcap');
    expect(await run(file)).toEqual({ stdout: '', stderr: `${file} no such file\n${hint}`, status: 2 });
  });

  test('a folder', async () => {
    expect(await run(folder)).toEqual({ stdout: '', stderr: `${folder} a folder, not a file\n${hint}`, status: 2 });
  });

  test('of another kind', async () => {
    const file = write('program', Buffer.from('7f454c4602010100', 'hex'));
    const stderr = `${file} the file begins with the bytes 7f454c46: not a pcap or pcapng capture\n  expected a whole capture, as "tcpdump -w FILE" writes it\n`;
    expect(await run(file)).toEqual({ stdout: '', stderr, status: 2 });
  });

  test('cut: what is whole is printed, and the end is told', async () => {
    const file = write('cut.pcap', makePcap(FRAMES).subarray(0, -1));
    const { stdout, stderr, status } = await run('--json', file);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).frame),
    ).toEqual([1, 2, 3, 4, 5]);
    expect([stderr, status]).toEqual([
      `${file} only 5 packets could be read: the file ends inside frame 6, after 31 of its 32 bytes\n  expected a whole capture, as "tcpdump -w FILE" writes it\n`,
      2,
    ]);
  });
});

test('a real capture, one line per packet', async () => {
  const { stdout, stderr, status } = await run(capturePath('ethernet'));
  expect([stderr, status]).toEqual(['', 0]);
  const [title, ...rows] = stdout.trimEnd().split('\n');
  expect(title).toMatch(/^frame {2}time +from +to +protocol +flags +seq +ack +win +length$/);
  expect(rows.map((row) => Number.parseInt(row, 10))).toEqual(rows.map((_, i) => i + 1));
  expect(rows.length).toBe(137);
});
