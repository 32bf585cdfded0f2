import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPackets } from '../../src/evidence/capture/packets.ts';
import type { Capture, RunRecord } from '../../src/record/run-record.ts';
import { isLong, labreport, makeLab } from '../journeys/labreport.ts';

const HEAD = `title: Captures
template: small.md.hbs
networks:
  lan: 192.0.2.0/24
  back: 198.51.100.0/24
hosts:
  vit001: { lan: 192.0.2.1, back: 198.51.100.1 }
  vit002: { lan: 192.0.2.2, back: 198.51.100.2 }
steps:
`;

/** Sends datagrams as fast as it can. */
const send = (id: string, address: string, count: number) =>
  `  - { moment: ${id}, on: vit002, run: 'for i in $(seq ${count}); do echo $i >/dev/udp/${address}/9999; done' }\n`;

const CLOSING = '^C300 packets captured\n300 packets received by filter\n0 packets dropped by kernel\n';

async function run(steps: string) {
  const cwd = await makeLab(HEAD + steps);
  const { status, stdout, stderr } = await labreport(['generate', 'small'], { cwd });
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
  const folder = join(cwd, 'reports/small');
  const record: RunRecord = JSON.parse(await readFile(join(folder, 'record.json'), 'utf8'));
  return async (id: string) => {
    const capture = record.evidence.find((evidence): evidence is Capture => evidence.id === id) as Capture;
    const text = (await readFile(join(folder, capture.log), 'utf8')).replaceAll('\r\n', '\n');
    const { packets, problem } = readPackets(await readFile(join(folder, capture.pcap as string)));
    expect(problem).toBeUndefined();
    return { capture, text, packets: [...packets] };
  };
}

describe('a capture', () => {
  const times = isLong ? 40 : 3;
  test(`has each packet from its first to its last moment, ${times} times`, { timeout: 120_000 }, async () => {
    for (let i = 0; i < times; i++) {
      const steps = `  - { capture: wire, on: vit001, filter: udp port 9999 }\n${send('burst', '192.0.2.1', 300)}  - stop: wire\n`;
      const { capture, text, packets } = await (await run(steps))('wire');
      expect(capture).toMatchObject({
        command: 'tcpdump -i eth0 -l -U --immediate-mode -B 16384 --print -w wire.pcap udp port 9999',
        complete: true,
        packets: { captured: 300, dropped: 0 },
        exit: { status: 0 },
      });
      const sent = Array.from({ length: 300 }, (_, n) => `${n + 1}\n`);
      expect(packets.map(({ payload }) => Buffer.from(payload).toString())).toEqual(sent);
      expect(text.match(/^\d\d:\d\d:\d\d\.\d{6} IP /gm)?.length).toBe(300);
      expect(text.slice(-CLOSING.length)).toBe(CLOSING);
    }
  });

  test.each(['stopped at once', 'stopped later', 'never stopped'])(
    'that ends by itself has its counts: %s',
    async (when) => {
      const steps = ['capture: wire, on: vit001, filter: udp port 9999, options: "-c 1"'];
      // No process of the host's: but its socket is the host's, which it closes when it has told its counts (packet(7)).
      const gone = 'moment: gone, on: vit001, run: "while [ $(wc -l </proc/net/packet) -gt 1 ]; do :; done"';
      if (when !== 'stopped at once') steps.push(gone);
      if (when !== 'never stopped') steps.push('stop: wire');
      const [first, ...rest] = steps.map((step) => `  - { ${step} }\n`);
      const { capture, packets } = await (await run(first + send('burst', '192.0.2.1', 3) + rest.join('')))('wire');
      expect(capture.exit).toEqual({ status: 0 });
      // SIGUSR1 and Ctrl-C may find it while it prints its counts: that it ends, and with its packet, is all that is sure.
      if (when !== 'stopped at once') expect(capture).toMatchObject({ complete: false, packets: { captured: 1 } });
      expect(packets.length).toBe(1);
    },
  );

  test('sees its own network, with its filter and options as the shell takes them', async () => {
    const evidence = await run(
      '  - { capture: lan, on: vit001, options: "-n -q", filter: "udp and (src host vit002 or host 1.2.3.4)" }\n' +
        '  - { capture: back, on: vit001, network: back, filter: "udp[8:1] = 0x32" }\n' +
        '  - { capture: all, on: vit001 }\n' +
        send('to-lan', '192.0.2.1', 2) +
        send('to-back', '198.51.100.1', 3),
    );
    const [lan, back, all] = [await evidence('lan'), await evidence('back'), await evidence('all')];
    expect(lan.capture.command).toMatch(/ -w lan\.pcap -n -q 'udp and \(src host vit002 or host 1\.2\.3\.4\)'$/);
    expect(back.capture.command).toMatch(/^tcpdump -i eth1 .* -w back\.pcap 'udp\[8:1\] = 0x32'$/);
    const peers = ({ packets }: typeof lan) => packets.map(({ destination }) => destination?.address);
    expect(peers(lan)).toEqual(['192.0.2.1', '192.0.2.1']);
    expect(peers(back)).toEqual(['198.51.100.1']);
    // Each datagram is answered by ICMP: nobody listens. Nothing else is on the wire.
    expect(peers(all)).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.1', '192.0.2.2']);
    expect(lan.text).toMatch(/^\S+ IP 192\.0\.2\.2\.\d+ > 192\.0\.2\.1\.9999: UDP, length 2\n/m);
    expect([lan, back, all].map(({ capture }) => capture.complete)).toEqual([true, true, true]);
  });
});
