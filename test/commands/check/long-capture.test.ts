import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../../../src/app/version.ts';
import type { Claim } from '../../../src/lab/claims/claims.ts';
import type { TcpFlag } from '../../../src/lab/terms.ts';
import { hashFolder, hashText } from '../../../src/record/hash.ts';
import { buildProgram } from '../../build-program.ts';
import { makeRun } from '../../report/fixture.ts';

/** A capture of 1 GB is checked in less than this. */
const LIMIT_BYTES = 200_000_000;
const CAPTURE_BYTES = process.env.LABREPORT_LONG === '1' ? 1_000_000_000 : 20_000_000;

const packet = (from: 'client' | 'server', ...flags: TcpFlag[]) => ({ from, flags });
const CLAIMS: Claim[] = [
  {
    kind: 'packets',
    id: 'no-reset',
    says: 'No connection is reset',
    line: 50,
    capture: 'wire',
    packets: [{ flags: ['RST'], count: { atLeast: 0, atMost: 0 } }],
  },
  {
    kind: 'conversation',
    id: 'closed',
    says: 'Each connection is opened and closed',
    line: 54,
    capture: 'wire',
    connections: 'every',
    sequence: [
      packet('client', 'SYN'),
      packet('server', 'SYN', 'ACK'),
      packet('client', 'PSH'),
      packet('client', 'FIN'),
      packet('server', 'FIN', 'ACK'),
      packet('client', 'ACK'),
    ],
  },
  {
    kind: 'packets',
    id: 'opened',
    says: 'Eight at least are opened by vit002',
    line: 60,
    capture: 'wire',
    packets: [{ flags: ['SYN'], from: 'vit002', port: '8990', count: { atLeast: 8, atMost: 100_000 } }],
  },
  {
    kind: 'order',
    id: 'in-order',
    says: 'A connection is opened before one ends',
    line: 65,
    order: [
      { kind: 'packet', capture: 'wire', match: packet('client', 'SYN') },
      { kind: 'packet', capture: 'wire', match: packet('client', 'FIN') },
    ],
  } as unknown as Claim,
];

const TEMPLATE = '# Long\n\n{{#if (packets "wire" flags="RST")}}Reset.{{else}}Not reset.{{/if}}\n\n{{claims}}\n';

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labreport-long-'));
  const contents = `
    import { checkReport } from './src/app/check/check-report.ts';
    import { renderRecord } from './src/app/record/render-record.ts';
    import { readFileSync } from 'node:fs';
    const [verb, dir] = process.argv.slice(2);
    const template = { file: 'lab/template.md.hbs', text: readFileSync(dir + '/lab/template.md.hbs', 'utf8'), partials: {} };
    const record = JSON.parse(readFileSync(dir + '/record.json', 'utf8'));
    const { verdicts, markdown, files, shown } =
      verb === 'render' ? renderRecord({ record, dir, template }) : await checkReport({ path: dir });
    const problems = verb === 'check' ? [...files.findings, ...shown.differences, ...shown.deleted] : [];
    const statuses = verdicts.map(({ claim, status }) => claim + ' ' + status);
    // The peak that getrusage(2) tells is at least that of the process which started this one.
    const [, peak] = /^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    console.log(JSON.stringify({ statuses, problems, maxBytes: Number(peak) * 1024, markdown }));`;
  program = await buildProgram(folder, contents);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  statuses: string[];
  problems: unknown[];
  maxBytes: number;
  markdown?: string;
}

/** In a process of its own, whose memory is measured. */
async function run(verb: 'render' | 'check', dir: string): Promise<Outcome> {
  const child = spawn(process.execPath, [program, verb, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  expect(await once(child, 'close')).toEqual([0, null]);
  return JSON.parse(output);
}

async function makeReport(dir: string, payloadBytes: number): Promise<void> {
  await mkdir(join(dir, 'logs'), { recursive: true });
  await mkdir(join(dir, 'lab'), { recursive: true });
  const sizes = ['--bytes', `${CAPTURE_BYTES}`, '--payload', `${payloadBytes}`];
  execFileSync(process.execPath, ['scripts/make-capture.mjs', join(dir, 'logs', 'wire.pcap'), ...sizes]);
  await writeFile(join(dir, 'logs', 'wire.txt'), 'listening on eth0\r\n');
  await writeFile(join(dir, 'lab', 'template.md.hbs'), TEMPLATE);
  const captures = [{ id: 'wire', complete: true, exit: { status: 0 } }];
  const { facts } = makeRun({ captures, lab: { name: 'mine', claims: CLAIMS } });
  const hashes = { inputs: await hashFolder(dir, 'lab'), files: await hashFolder(dir, 'logs') };
  const record = { ...facts.record, ...hashes, labreport: version };
  await writeFile(join(dir, 'record.json'), JSON.stringify(record));
  const { markdown = '' } = await run('render', dir);
  await writeFile(join(dir, 'report.md'), markdown);
  const report = { path: 'report.md', bytes: Buffer.byteLength(markdown), sha256: hashText(markdown) };
  await writeFile(join(dir, 'record.json'), JSON.stringify({ ...record, report }));
}

test.each([
  ['few large packets', 1448],
  ['many small packets', 0],
])(
  'a report with a long capture of %s is checked in bounded memory',
  { timeout: 900_000 },
  async (name, payloadBytes) => {
    const dir = join(folder, `${payloadBytes}`);
    await makeReport(dir, payloadBytes);
    const { statuses, problems, maxBytes } = await run('check', dir);
    expect({ statuses, problems }).toEqual({
      statuses: ['no-reset held', 'closed held', 'opened held', 'in-order held'],
      problems: [],
    });
    if (process.env.LABREPORT_LONG === '1') {
      console.log(`1 GB of ${name}: ${Math.round(maxBytes / 1e6)} MB`);
    }
    expect(maxBytes).toBeLessThan(LIMIT_BYTES);
    await rm(dir, { recursive: true });
  },
);
