import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckedReport, checkReport } from '../../src/app/check/check-report.ts';
import { renderRecord } from '../../src/app/record/render-record.ts';
import { version } from '../../src/app/version.ts';
import type { Claim } from '../../src/lab/claims/claims.ts';
import { hashFolder, hashText } from '../../src/record/hash.ts';
import type { RunRecord } from '../../src/record/run-record.ts';
import { filesOf } from '../../src/record/shape.ts';
import type { Shown } from '../../src/report/shown.ts';
import { CLAIM, makeRun, NETSTAT, PS } from '../report/fixture.ts';
import type { TestSegment } from '../report/pcap.ts';
import { afterEachFile } from '../shared/after-file.ts';

const STARTED_US = Date.parse('2026-10-08T13:15:20.004+02:00') * 1000;

function segment(atMs: number, from: string, flags: TestSegment['flags'], payload = ''): TestSegment {
  const [client, server] = ['192.0.2.2:36030', '192.0.2.1:8990'];
  const ends = from === 'client' ? { from: client, to: server } : { from: server, to: client };
  return { timeUs: STARTED_US + atMs * 1000, ...ends, flags, payload };
}

const SEGMENTS = [
  segment(20, 'client', ['SYN']),
  segment(21, 'server', ['SYN', 'ACK']),
  segment(22, 'client', ['ACK']),
  segment(30, 'client', ['PSH', 'ACK'], 'hello'),
];

const CLAIMS: Claim[] = [
  CLAIM,
  {
    kind: 'sockets',
    id: 'three-sockets',
    says: 'Three sockets are on port 8990',
    line: 60,
    moment: 'netstat-open',
    sockets: [{ port: '8990', count: { atLeast: 3, atMost: 3 } }],
  },
  {
    kind: 'text',
    id: 'no-warning',
    says: 'The build says nothing of | pipes',
    line: 65,
    in: 'build',
    shows: [],
    lacks: [{ literal: '|' }],
  },
  { kind: 'exit', id: 'refused', says: 'The second server is refused', line: 70, of: 'again', exit: 1 },
  { kind: 'command', id: 'own', says: 'The check of our own agrees', line: 75, command: './check.sh' },
];

const TEMPLATE = `# A report

{{head}}

Here is the build, and what came of it in the end.

{{build}}

## The server

{{terminal "server"}}

- one thing that the list says:

  {{moment "netstat-open" match="ESTABLISHED"}}

- and another thing, with no evidence at all

{{moment "netstat-open"}}

Prose between two blocks, long enough to be edited in many places. {{claim "three-sockets"}} So it goes on
for another line, and {{claim "refused"}} And that is that.

> Quoted: {{claim "no-warning"}}
>
> {{moment "ps"}}

{{terminal "again"}}

{{#claim "gone"}}Nobody reads this.{{/claim}}

{{capture "wire" packets="1-3"}}

## Claims

{{claims}}

The end of the report, in a few words of prose.
`;

const folders: string[] = [];
afterEachFile(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'labreport-check-'));
  folders.push(folder);
  return folder;
}

/** A report as a run leaves it: record, logs, the kept template, and what was rendered from them. */
export interface Made {
  dir: string;
  markdown: string;
  shown: Shown[];
}

/** Writes a report with evidence of every kind into a folder. One of its claims does not hold. */
export async function makeReport(change: Partial<RunRecord> = {}): Promise<Made> {
  const dir = await makeFolder();
  const gone: Claim = { ...(CLAIMS[1] as Claim), id: 'gone', says: 'Nine sockets are on port 8990' } as Claim;
  const nine = { ...gone, sockets: [{ port: '8990', count: { atLeast: 9, atMost: 9 } }] } as Claim;
  const { facts, read } = makeRun({
    builds: [{ id: 'build', output: 'cc -Wall -o TCPechod TCPechod.c\ncc -Wall -o TCPecho TCPecho.c\n' }],
    terminals: [
      {
        id: 'server',
        output: 'Waiting\r\nIncoming connection from 192.0.2.2 remote port 36030\r\n^C',
        command: './TCPechod 8990',
        chunks: [[50, 65]],
      },
      { id: 'client2', host: 'vit002', output: 'hello\r\nhello\r\n' },
      { id: 'again', output: 'bind to port 8990: Address already in use\r\n', exit: { status: 1 } },
    ],
    captures: [{ id: 'wire', complete: true, output: tcpdump(), segments: SEGMENTS }],
    moments: [
      { id: 'netstat-open', output: NETSTAT },
      { id: 'ps', output: PS },
    ],
    lab: { name: 'mine', claims: [...CLAIMS, nine] },
  });
  for (const evidence of facts.record.evidence) {
    for (const path of filesOf(evidence)) await write(dir, path, read(path));
  }
  await write(dir, 'lab/template.md.hbs', TEMPLATE);
  await write(dir, 'lab/check.sh', CHECK);
  const hashes = { inputs: await hashFolder(dir, 'lab'), files: await hashFolder(dir, 'logs') };
  const answers = [{ claim: 'own', exit: { status: 0 }, limitMs: 10_000, output: 'all is well\n' }];
  return render(dir, { ...facts.record, ...hashes, answers, labreport: version, ...change });
}

/** Says so when the record is there, and fails when a file "wrong" lies beside it. */
const CHECK = `test -s "$1" || exit 3
test ! -e "$(dirname "$1")/wrong" || { echo "something is wrong"; exit 1; }
echo "all is well"
`;

async function render(dir: string, record: RunRecord): Promise<Made> {
  const template = { file: 'lab/template.md.hbs', text: TEMPLATE, partials: {} };
  const { markdown, shown } = renderRecord({ record, dir, template });
  await write(dir, 'report.md', markdown);
  const report = { path: 'report.md', bytes: Buffer.byteLength(markdown), sha256: hashText(markdown) };
  await write(dir, 'record.json', JSON.stringify({ ...record, report }));
  return { dir, markdown, shown };
}

async function write(dir: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(dir, path, '..'), { recursive: true });
  await writeFile(join(dir, path), content, { mode: 0o755 });
}

/** A copy of a report, to do something to. */
export async function copyOf({ dir }: Made): Promise<string> {
  const copy = await makeFolder();
  await cp(dir, copy, { recursive: true });
  return copy;
}

/** What is found when the report's text is another. */
export async function checkText({ dir }: Made, text: string | Uint8Array): Promise<CheckedReport> {
  await writeFile(join(dir, 'report.md'), text);
  return checkReport({ path: dir });
}

/** Reads the record, lets it be changed, and writes it back. */
export async function editRecord(dir: string, edit: (record: RunRecord) => unknown): Promise<void> {
  const file = join(dir, 'record.json');
  const record = JSON.parse(await readFile(file, 'utf8'));
  edit(record);
  await writeFile(file, JSON.stringify(record));
}

/** One line for each packet, with the time at which it was captured. */
function tcpdump(): string {
  const lines = SEGMENTS.map(({ timeUs, from, to, flags }) => {
    const time = new Date(timeUs / 1000).toISOString().slice(11, 23);
    return `${time}000 IP ${from} > ${to}: Flags [${flags.join()}]`;
  });
  return `listening on eth0\r\n${lines.join('\r\n')}\r\n`;
}
