import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPackets } from '../../src/evidence/capture/packets.ts';
import { findPacketLines } from '../../src/report/blocks/packet-lines.ts';
import { refusal, render, type TestRun } from './fixture.ts';
import { makePcap, type TestSegment } from './pcap.ts';

const T0 = Date.parse('2026-10-08T13:15:24.000+02:00') * 1000;
const CLIENT2 = { from: '192.0.2.2:36030', to: '192.0.2.1:8990' };
const CLIENT3 = { from: '192.0.2.3:38466', to: '192.0.2.1:8990' };

/** Two connections side by side, opened by a SYN each and closed by FINs. */
const SEGMENTS: TestSegment[] = [
  { timeUs: T0 + 100, ...CLIENT2, flags: ['SYN'], seq: 1000 },
  { timeUs: T0 + 150, from: CLIENT2.to, to: CLIENT2.from, flags: ['SYN', 'ACK'], seq: 5000, ack: 1001 },
  { timeUs: T0 + 200, ...CLIENT3, flags: ['SYN'], seq: 2000 },
  { timeUs: T0 + 260, ...CLIENT2, flags: ['ACK', 'PSH'], seq: 1001, ack: 5001, payload: 'asdf from vit002\n' },
  { timeUs: T0 + 300, ...CLIENT2, flags: ['FIN', 'ACK'], seq: 1018, ack: 5001 },
  { timeUs: T0 + 919, from: CLIENT2.to, to: CLIENT2.from, flags: ['FIN', 'ACK'], seq: 5001, ack: 1019 },
  { timeUs: T0 + 950, ...CLIENT3, flags: ['FIN', 'ACK'], seq: 2001, ack: 7001 },
];

const TCPDUMP = spawnSync('tcpdump', ['--version']);
const folder = mkdtempSync(join(tmpdir(), 'labreport-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the real tcpdump prints of the segments. */
function print(...options: string[]): string {
  const file = join(folder, 'segments.pcap');
  writeFileSync(file, makePcap(SEGMENTS));
  const { stdout, status } = spawnSync('tcpdump', ['-n', '-r', file, ...options], {
    env: { ...process.env, TZ: 'Europe/Madrid' },
  });
  expect(status).toBe(0);
  return `listening on eth0, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n${stdout}7 packets captured\n7 packets received by filter\n0 packets dropped by kernel\n`;
}

function runOf(output: string): TestRun {
  return {
    terminals: [{ id: 'client2', host: 'vit002', endedMs: 60_000, startedAt: '2026-10-08T13:15:23.000+02:00' }],
    captures: [{ id: 'wire', command: 'tcpdump -n', output, segments: SEGMENTS }],
  };
}

describe.skipIf(TCPDUMP.error !== undefined)('with tcpdump', () => {
  test.each([[[]], [['-v']], [['-X']], [['-tttt']], [['-tt']], [['-t']], [['-ttt']], [['-ttttt']], [['-A']]])(
    'each packet is known by its own lines, with options %j',
    (options) => {
      const log = Buffer.from(print(...options));
      const { packets } = readPackets(makePcap(SEGMENTS));
      const lines = findPacketLines(log, packets);
      const texts = packets.map((packet) => {
        const piece = lines.get(packet.frame);
        return piece === undefined ? 'none' : log.toString('utf8', piece.start, piece.end);
      });
      expect(texts.map((text) => /\d+ > 192[^[]*\[([^\]]*)\].*?(?:length (\d+))/s.exec(text)?.slice(1))).toEqual([
        ['S', '0'],
        ['S.', '0'],
        ['S', '0'],
        ['P.', '17'],
        ['F.', '0'],
        ['F.', '0'],
        ['F.', '0'],
      ]);
    },
  );

  test.each([
    ['flags="FIN"', [5, 6, 7], 'Packets 5 to 7 of 7'],
    ['flags="FIN ACK" from="server"', [6], 'Packet 6 of 7'],
    ['from="vit003"', [3, 7], 'Packets 3 and 7 of 7'],
    ['of="client2" flags="FIN"', [5, 6], 'Packets 5 and 6 of 7'],
    ['of="client2" from="client"', [1, 4, 5], 'Packets 1, 4 and 5 of 7'],
    ['packets="1-2, 7"', [1, 2, 7], 'Packets 1, 2 and 7 of 7'],
    ['payload="asdf"', [4], 'Packet 4 of 7'],
    ['flags="RST"', [], 'None of 7 packets'],
  ])('%s', (options, frames, says) => {
    const output = print();
    const lines = output.split('\n').slice(1);
    const chosen = frames.map((frame) => lines[frame - 1]);
    expect(render(`{{capture "wire" ${options}}}`, runOf(output))).toBe(
      [
        '```console wire\n[2026-10-08, 13:15:23] tcpdump -n',
        ...chosen,
        `\`\`\`\n\n${says}; the whole is in [logs/wire.txt](logs/wire.txt).`,
      ].join('\n'),
    );
  });

  test('the whole capture, with what the kernel dropped', () => {
    const output = print();
    const run = runOf(output);
    Object.assign(run.captures?.[0] ?? {}, { packets: { captured: 7, received: 8, dropped: 1 } });
    expect(render('{{capture "wire"}}', run)).toBe(
      `\`\`\`console wire\n[2026-10-08, 13:15:23] tcpdump -n\n${output}\`\`\`\n\nThe kernel dropped 1 packet.`,
    );
  });

  test('times between packets, and frames', () => {
    const template =
      '{{ms (between (packets "wire" of="client2" flags="FIN" from="client") (packets "wire" of="client2" flags="FIN" from="server"))}}, ' +
      '{{frame (packets "wire" flags="FIN")}}, {{pick (packets "wire" payload="asdf") "tcp.flags"}}, ' +
      '{{pick (packets "wire" payload="asdf") "payload"}}, {{pick (packets "wire" payload="asdf") "payload.length"}} bytes';
    expect(render(template, runOf(print()))).toBe('0.619 ms, frames 5 to 7, PSH ACK, asdf from vit002, 17 bytes');
  });
});

test('a packet that tcpdump did not print is an error, not another line', () => {
  expect(refusal('{{capture "wire" flags="FIN"}}', runOf('listening on eth0\n'))).toBe(
    "report.md.hbs:1:1 packet 5 can't be found in what tcpdump printed\n  Choose lines instead, with lines= or match=.",
  );
});
