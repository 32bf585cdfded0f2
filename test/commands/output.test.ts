import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { cli, makeFolder } from '../journeys/labreport.ts';
import { SAMPLE } from '../sample.ts';

const PACKETS = 3000;
const sample = resolve(SAMPLE);
let cwd: string;

/** What a shell makes of a line in which labreport is `$1`. */
async function shell(line: string) {
  const script = `labreport() { "${process.execPath}" "${cli}" "$@"; }; ${line}`;
  const { stdout, stderr } = await execa('bash', ['-c', script], { cwd, reject: false, env: { NO_COLOR: '1' } });
  return { stdout, stderr };
}

beforeAll(async () => {
  cwd = await makeFolder();
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(65_535, 16);
  head.writeUInt32LE(1, 20);
  const packet = Buffer.alloc(16 + 60);
  packet.writeUInt32LE(60, 8);
  packet.writeUInt32LE(60, 12);
  await writeFile(join(cwd, 'big.pcap'), Buffer.concat([head, ...Array(PACKETS).fill(packet)]));
});

describe('all output arrives', () => {
  test.each([
    ['in a file', 'labreport packets big.pcap --json >out; echo $? $(wc -l <out)'],
    [
      'at a slow reader',
      'labreport packets big.pcap --json | (until read -t 1 -n 0; do :; done; wc -l); echo $PIPESTATUS',
    ],
  ])('%s', async (_, line) => {
    const { stdout, stderr } = await shell(line);
    expect({ numbers: stdout.match(/\d+/g)?.map(Number).sort(), stderr }).toEqual({
      numbers: [0, PACKETS],
      stderr: '',
    });
  });

  test.each([
    ['packets big.pcap --json', 0],
    [`check ${sample} --json`, 0],
    [`render ${sample} --out -`, 0],
  ])('a reader that has seen enough is no error: %s', async (command, status) => {
    const { stdout, stderr } = await shell(`labreport ${command} | head -1 >first; echo $PIPESTATUS`);
    expect({ stdout, stderr }).toEqual({ stdout: `${status}`, stderr: '' });
  });

  test.each([
    'packets big.pcap --json',
    'packets big.pcap --count',
    `check ${sample}`,
    `render ${sample} --out -`,
    'list',
    '--help',
    '--version',
  ])('a full disk is told: %s', async (command) => {
    const { stdout, stderr } = await shell(`labreport ${command} >/dev/full; echo $?`);
    expect({ stdout, stderr }).toEqual({
      stdout: '2',
      stderr: 'labreport: not all of the result could be printed: the disk is full (ENOSPC)',
    });
  });

  test('where not even that can be told, the status is there', async () => {
    expect((await shell('(labreport list >/dev/full 2>/dev/full; echo $? >&3) 3>&1')).stdout).toBe('2');
  });
});

describe('what the machine refuses is told with what to do, as a failure', () => {
  test.each([
    [
      'a folder that is gone',
      'mkdir gone; cd gone; rmdir ../gone; labreport list; echo $?',
      'labreport: the current folder has been removed\n  Change into one that is there, with cd.',
    ],
    [
      'files that can’t be large',
      `cp -r ${sample} report; ulimit -f 1; labreport render report --format md,html; echo $?`,
      'labreport: EFBIG: file too large, write\n  Files may not be that large in this shell: "ulimit -f" tells how large.',
    ],
  ])('%s', async (_, line, stderr) => {
    expect(await shell(line)).toEqual({ stdout: '2', stderr });
  });
});
