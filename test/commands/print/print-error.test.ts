import { appendFile, cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { withLock } from '../../../src/record/lock.ts';
import { RECORD_FORMAT } from '../../../src/record/run-record.ts';
import type { Problem } from '../../../src/text/errors.ts';
import { installLine } from '../../../src/tools/packages.ts';
import { captureBytes } from '../../evidence/tools.ts';
import {
  cli,
  labreport,
  labYaml,
  makeFolder,
  packageFolder,
  type Ran,
  said,
  writeFiles,
} from '../../journeys/labreport.ts';
import { SAMPLE } from '../../sample.ts';

const MOMENT = '  - { moment: now, on: vit001, run: "true" }\n';
let cwd: string;
/** The sample report, and where evidence of it was edited. */
let report: string;
let editedAt: number;

beforeAll(async () => {
  cwd = await makeFolder();
  await writeFiles(cwd, {
    'labs/wrong/lab.yaml': labYaml('  - { moment: now, on: vit009, run: "true" }\n'),
    'labs/unbuilt/lab.yaml': labYaml(MOMENT, 'build: "echo no; false"\n'),
    'labs/unfiltered/lab.yaml': labYaml('  - { capture: wire, on: vit001, filter: "prot 80" }\n'),
    'labs/large/lab.yaml': `${labYaml(MOMENT)}#${'x'.repeat(1_100_000)}`,
    'templates/small.md.hbs': '{{head}}\n',
    'wrong.md.hbs': '{{parameter "prot"}}\n',
    'settled/labreport.yaml': 'autor: Ada\n',
    'own/Makefile': 'all:\n',
    'other/notes.txt': 'not a report, not a zip and not a capture\n',
  });
  for (const name of ['edited', 'evidence', 'bytes', 'files', 'record', 'format', 'link'])
    await cp(SAMPLE, join(cwd, name), { recursive: true });
  report = await readFile(join(SAMPLE, 'report.md'), 'utf8');
  const evidence = report.replace(/(```console netstat-open\n.*\n.*)LISTEN/, '$1listen');
  editedAt = report.split('\n').indexOf('```console netstat-open') + 1;
  await appendFile(join(cwd, 'edited/report.md'), 'My own words.\n');
  await writeFile(join(cwd, 'evidence/report.md'), evidence);
  await appendFile(join(cwd, 'bytes/report.md'), Buffer.from([0xff]));
  await appendFile(join(cwd, 'files/lab/lab.yaml'), '#\n');
  await writeFile(join(cwd, 'record/record.json'), JSON.stringify({ format: RECORD_FORMAT }));
  await writeFile(join(cwd, 'format/record.json'), '{ "format": 0 }');
  await rm(join(cwd, 'link/report.md'));
  await symlink('/etc/passwd', join(cwd, 'link/report.md'));
});

/** A row: the command line without its --json, and the error without what is the same in all. */
type Row = [args: string[], error: Problem | (() => Problem), more?: { below?: string; env?: Record<string, string> }];

const ROWS: Row[] = [
  [['list', '--jsn'], { code: 'usage', message: "unknown option '--jsn'", hint: 'Did you mean --json?' }],
  [['check'], { code: 'usage', message: "missing required argument 'report'" }],
  [
    ['verify', 'edited', '--runs', '0'],
    { code: 'usage', message: '--runs got "0", expected a number from 1 to 100000', hint: 'For example: --runs 20' },
  ],
  [
    ['generate', 'two-client'],
    {
      code: 'lab-not-found',
      message:
        'unknown lab "two-client", expected one of concurrent-servers, large, two-clients, unbuilt, unfiltered, wrong',
      hint: 'did you mean two-clients?',
    },
  ],
  [
    ['generate', 'wrong'],
    {
      code: 'lab-invalid',
      message: 'unknown host "vit009", expected one of vit001, vit002',
      hint: 'did you mean vit001?',
      place: { file: 'labs/wrong/lab.yaml', line: 9, column: 24 },
    },
  ],
  [
    ['generate', 'large'],
    {
      code: 'too-large',
      message: '1.1 million characters of YAML, expected at most one million',
      place: { file: 'labs/large/lab.yaml' },
    },
  ],
  [
    ['generate', 'two-clients', '--set', 'port=http'],
    {
      code: 'parameter-invalid',
      message: 'parameter "port" got "http", expected a port number from 1 to 65535',
      hint: 'port: TCP port that the server listens on',
    },
  ],
  [
    ['generate', 'two-clients', '--source', 'nowhere'],
    {
      code: 'sources-invalid',
      message: '--source nowhere: it does not exist, expected the folder of your sources',
    },
  ],
  [
    ['generate', 'two-clients', '--source', 'own', '--driver', 'loopback'],
    {
      code: 'confinement-unavailable',
      message:
        '--source runs programs that labreport does not know, expected to keep that apart from this machine: the loopback driver can’t',
      hint: 'Leave out --driver loopback.\nOr run it as you, with all that you may do, when you trust all of it: --unconfined',
    },
  ],
  [
    ['generate', 'unbuilt', '--lang', 'es'],
    {
      code: 'template-not-found',
      message: 'no template small.md.hbs in the language "es", expected one of en',
      hint: 'Another language would be in templates/es/small.md.hbs.',
    },
  ],
  [
    ['generate', 'unbuilt', '--template', 'wrong.md.hbs'],
    {
      code: 'template-invalid',
      message: 'unknown parameter "prot" for {{parameter}}, there is none',
      place: { file: 'wrong.md.hbs', line: 1, column: 1 },
    },
  ],
  [
    ['generate', 'two-clients'],
    {
      code: 'settings-invalid',
      message: 'unknown key "autor", expected one of author, id, email, group, course, institution, license',
      hint: 'did you mean author?',
      place: { file: 'labreport.yaml', line: 1, column: 1 },
    },
    { below: 'settled' },
  ],
  [
    ['generate', 'unbuilt'],
    {
      code: 'tool-missing',
      message: 'this lab runs bash, expected to find it on this machine',
      hint: installLine(['bash']),
    },
    { env: { PATH: '/nowhere' } },
  ],
  [
    ['generate', 'unbuilt'],
    {
      code: 'build-failed',
      message: 'the build failed, expected "echo no; false" to end with status 0: no',
      hint: 'It printed:\nno',
      place: { file: 'labs/unbuilt/lab.yaml' },
    },
  ],
  [
    ['generate', 'unfiltered'],
    {
      code: 'run-failed',
      message:
        'capture "wire" could not begin, expected tcpdump to say "listening on": tcpdump: can\'t parse filter expression: syntax error',
      hint: 'Check the filter (pcap-filter(7)) and the options; "labreport doctor" tries tcpdump itself.',
      place: { file: 'labs/unfiltered/lab.yaml', line: 9 },
    },
  ],
  [
    ['generate', 'two-clients', '--out', 'other'],
    {
      code: 'exists',
      message: "CWD/other holds other files, expected a folder that is new, empty or a report's",
      hint: 'For example: --out other/report',
    },
  ],
  [
    ['generate', 'two-clients', '--out', 'other/notes.txt/report'],
    {
      code: 'cannot-write',
      message:
        "can't write the report to CWD/other/notes.txt/report, expected a folder that can be written: a part of the path is a file, not a folder (ENOTDIR)",
      hint: 'Choose another folder with --out DIR, or make room. The previous report is as it was.',
    },
  ],
  [
    ['generate', 'concurrent-servers', '--out', 'edited'],
    {
      code: 'report-edited',
      message: 'edited/report.md was edited after it was made, expected to replace only what nobody has edited',
      hint:
        'To run the lab again and refresh what the report shows of it, edits kept: labreport update edited\n' +
        'To make it anew: --replace; the edited one is then kept beside the new one. Or another folder: --out DIR',
    },
  ],
  [
    ['update', 'evidence'],
    () => ({
      code: 'evidence-edited',
      message: `an evidence block in evidence/report.md can't be refreshed as it stands:\n  evidence/report.md:${editedAt}: netstat-open: its output was edited, first in line ${editedAt + 2}`,
      hint: 'Nothing was changed. --force overwrites them with what the new run shows, --keep leaves them as they are.',
    }),
  ],
  [
    ['update', 'bytes'],
    () => ({
      code: 'report-damaged',
      message: 'expected UTF-8 text, got other bytes',
      hint: 'Save the file as UTF-8. Nothing was changed.',
      place: { file: 'bytes/report.md', line: report.split('\n').length },
    }),
  ],
  [
    ['verify', 'files'],
    {
      code: 'files-changed',
      message: 'was changed after the run, expected the lab that the report was made from',
      hint: 'Nothing was run. To make a report of the changed lab: labreport generate FOLDER',
      place: { file: 'files/lab/lab.yaml' },
    },
  ],
  [
    ['check', 'nowhere'],
    {
      code: 'report-not-found',
      message: 'no report in nowhere, expected the folder of a report or its report.md',
      hint: 'For example: labreport check reports/two-clients',
    },
  ],
  [
    ['submit', 'other'],
    {
      code: 'report-not-found',
      message: "can't be read as a run's record: ENOENT: no such file, open 'record.json'",
      hint: 'A report belongs to the record.json and the logs beside it. Run "labreport generate" again.',
      place: { file: 'CWD/other/record.json' },
    },
  ],
  [
    ['check', 'record'],
    {
      code: 'record-invalid',
      message: 'labreport: got nothing, expected a text of one line',
      hint: 'A report belongs to the record.json that labreport wrote beside it; this one was edited or is damaged.',
      place: { file: 'record/record.json' },
    },
  ],
  [
    ['check', 'format'],
    {
      code: 'record-format',
      message: `record of format 0, expected 1 to ${RECORD_FORMAT}`,
      hint: 'It was made by another version of labreport. Run "labreport generate" again.',
      place: { file: 'CWD/format/record.json' },
    },
  ],
  [
    ['check', 'link'],
    {
      code: 'unsafe-path',
      message: 'is a link to /etc/passwd, expected a plain file',
      hint: 'Links, pipes, devices and what is very large are not opened in a folder that others may have made.',
      place: { file: 'link/report.md' },
    },
  ],
  [
    ['packets', 'nowhere.pcap'],
    {
      code: 'cannot-read',
      message: 'no such file',
      hint: 'expected a pcap or pcapng file',
      place: { file: 'nowhere.pcap' },
    },
  ],
  [
    ['packets', 'other/notes.txt'],
    {
      code: 'capture-invalid',
      message: 'the file begins with the bytes 6e6f7420: not a pcap or pcapng capture',
      hint: 'expected a whole capture, as "tcpdump -w FILE" writes it',
      place: { file: 'other/notes.txt' },
    },
  ],
];

test.each(ROWS.map((row) => [row[0].join(' '), row] as const))('labreport %s --json', async (_, row) => {
  const [args, error, { below = '', env = {} } = {}] = row;
  const asked = typeof error === 'function' ? error() : error;
  const ran = await labreport([...args, '--json'], { cwd: join(cwd, below), env });
  expect({ status: ran.status, error: lastError(ran) }).toEqual({
    status: 2,
    error: { ...(isOfEvents(args) && { type: 'error' }), error: asked },
  });
  const { place, message, hint } = asked;
  const at = place === undefined ? '' : `${[place.file, place.line, place.column].filter(Boolean).join(':')} `;
  const text = `${at}${message}${hint === undefined ? '' : `\n  ${hint.replaceAll('\n', '\n  ')}`}`;
  if (!ran.stderr.startsWith('error: ')) expect(said(ran, cwd)).toBe(text);
});

test('an error of the run is its event, too', async () => {
  const { stdout } = await labreport(['generate', 'unbuilt', '--json'], { cwd });
  const events = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.slice(-2)).toMatchObject([
    { type: 'problem', problem: { code: 'build-failed' } },
    { type: 'error', error: { code: 'build-failed' } },
  ]);
});

test('another labreport that is at work', async () => {
  const out = join(cwd, 'taken');
  const ran = await withLock(out, () => labreport(['generate', 'two-clients', '--out', 'taken', '--json'], { cwd }));
  expect(lastError(ran)).toEqual({
    type: 'error',
    error: {
      code: 'busy',
      message: `another labreport (process ${process.pid}) is making the report in CWD/taken, expected to be the only one`,
      hint: 'Wait until it has ended, or make the report elsewhere.',
    },
  });
});

test('what the machine refuses', async () => {
  const script = 'mkdir gone; cd gone; rmdir ../gone; "$0" "$1" list --json';
  const { stdout } = await execa('bash', ['-c', script, process.execPath, cli], { cwd, reject: false });
  expect(JSON.parse(stdout)).toEqual({
    error: {
      code: 'system-error',
      message: 'the current folder has been removed',
      hint: 'Change into one that is there, with cd.',
    },
  });
});

test('a result that is there all the same has the error in it', async () => {
  const file = join(cwd, 'cut.pcap');
  await writeFile(file, captureBytes('ethernet').subarray(0, -1));
  const { stdout, status } = await labreport(['packets', 'cut.pcap', '--count', '--json'], { cwd });
  expect({ status, printed: JSON.parse(stdout) }).toEqual({
    status: 2,
    printed: {
      packets: 136,
      connections: expect.any(Number),
      protocols: expect.any(Object),
      error: {
        code: 'capture-invalid',
        message: 'only 136 packets could be read: the file ends inside frame 137, after 89 of its 90 bytes',
        hint: 'expected a whole capture, as "tcpdump -w FILE" writes it',
        place: { file: 'cut.pcap' },
      },
    },
  });
});

test.each([
  ['without --json', ['check', 'nowhere']],
  ['where it is a word of another kind', ['check', '--', '--json']],
])('standard output stays empty %s', async (_, args) => {
  expect(await labreport(args, { cwd })).toMatchObject({ status: 2, stdout: '' });
});

function isOfEvents([command]: readonly string[]): boolean {
  return command === 'generate' || command === 'update';
}

/** The last line, which is the only one where no event came before it. */
function lastError({ stdout }: Ran): unknown {
  const lines = stdout.trimEnd().split('\n');
  const own = lines.filter((line) => !line.startsWith('{"type"') || line.startsWith('{"type":"error"'));
  expect(own).toEqual([lines.at(-1)]);
  return JSON.parse(own.join('').replaceAll(cwd, 'CWD').replaceAll(packageFolder, 'PACKAGE'));
}
