import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { openThisMachine } from '../../hosts/this-machine.ts';
import { cli, labreport, labYaml, makeFolder, makeLab } from '../labreport.ts';

const LAB = `${labYaml(`  - { moment: echo, on: vit001, run: 'echo \${word}' }
  - { open: shell, on: vit002, run: cat }
  - { type: 'say \${word}', into: shell, until: 'say \${word}' }
  - { stop: shell, with: EOF }
`)}parameters:
  word: { default: hello, description: Word that is said }
claims:
  said: { says: The word is said, in: echo, shows: '\${word}' }
  never: { says: Nothing is printed, in: echo, lacks: e }
`;
const HELD = LAB.replace(/^ {2}never.*\n/m, '');

const readOut = async (cwd: string, out = 'reports/small') => ({
  report: await readFile(join(cwd, out, 'report.md'), 'utf8'),
  record: JSON.parse(await readFile(join(cwd, out, 'record.json'), 'utf8')),
});
/** Times and durations differ from run to run. */
const constant = (text: string) => text.replaceAll(/\d+\.\d+ s/g, 'T');

describe.concurrent('what is printed', () => {
  const PLAIN = `✓ T  hosts vit001, vit002 (namespaces)
✓ T  moment echo on vit001: echo \${word}
✓ T  open shell on vit002: cat
✓ T  type into shell: say \${word}
✓ T  stop shell with EOF

reports/small/report.md: 1 of 1 claims held, T
`;

  test('plain lines where nobody watches, and exit code 0 when all claims held', async () => {
    const cwd = await makeLab(HELD);
    const ran = await labreport(['generate', 'small'], { cwd, env: { FORCE_COLOR: '', NO_COLOR: '' } });
    expect({ ...ran, stdout: constant(ran.stdout) }).toEqual({ status: 0, stdout: PLAIN, stderr: '' });
  });

  test('a claim that failed: exit code 1', async () => {
    const cwd = await makeLab(LAB);
    const { status, stdout } = await labreport(['generate', 'small'], { cwd });
    expect({ status, end: constant(stdout).split('\n').slice(5) }).toEqual({
      status: 1,
      end: ['failed never: "e" shows in line 1', '', 'reports/small/report.md: 1 of 2 claims held, T', ''],
    });
    expect((await labreport(['generate', 'small', '--quiet'], { cwd })).stdout).toBe('');
  });

  test('--json: events in order, one a line, and the verdicts last', async () => {
    const cwd = await makeLab(HELD);
    const { status, stdout, stderr } = await labreport(['generate', 'small', '--json'], { cwd });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const took = (verb: string) => [`step-began ${verb}`, 'step-ended'];
    expect(events.map(({ type, verb, evidence }) => [type, verb ?? evidence?.id].filter(Boolean).join(' '))).toEqual([
      'runner-ready',
      'run-began',
      'hosts-ready',
      'step-began moment',
      'evidence echo',
      'step-ended',
      ...took('open'),
      ...took('type'),
      ...took('stop'),
      'evidence shell',
      'run-ended',
      'report',
    ]);
    const times = events.flatMap(({ atMs }) => atMs ?? []);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const { record } = await readOut(cwd);
    expect(events.filter(({ type }) => type === 'evidence').map(({ evidence }) => evidence)).toEqual(record.evidence);
    expect(events.at(-1)).toEqual({
      type: 'report',
      out: join(cwd, 'reports/small'),
      crossChecks: [],
      verdicts: [
        {
          claim: 'said',
          says: 'The word is said',
          status: 'held',
          reason: { id: 'shows', values: { text: '"hello"', lines: [1] }, text: '"hello" shows in line 1' },
          cites: [{ evidence: 'echo', lines: [1] }],
        },
      ],
    });
  });

  test('a reader that has seen enough is no error', async () => {
    const cwd = await makeLab(HELD);
    const { execa } = await import('execa');
    const command = `"${process.execPath}" "${cli}" generate small --json | head -1`;
    const { exitCode, stdout, stderr } = await execa('bash', ['-o', 'pipefail', '-c', command], { cwd, reject: false });
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '{"type":"runner-ready"}', stderr: '' });
    expect((await readOut(cwd)).record.run.failure).toBeUndefined();
  });

  test.each([
    ['colours', {}, true],
    ['no colours where they are not wanted', { NO_COLOR: '1' }, false],
  ])('on a terminal each step is drawn while it goes on; %s', async (_, env, coloured) => {
    const cwd = await makeLab(HELD);
    const output = await onTerminal(['generate', 'small'], cwd, env);
    expect(output.includes('\x1b[32m✓\x1b[39m')).toBe(coloured);
    expect(output.includes('\x1b[2m')).toBe(coloured);
    expect(output).toContain('\r\x1b[2K');
    const shown = output.split('\r\n').map((line) => stripVTControlCharacters(line.split('\x1b[2K').at(-1) ?? ''));
    const steps = shown.filter((line) => !line.startsWith('·'));
    expect(constant(steps.join('\n'))).toBe(PLAIN);
    const live = output.split('\r\x1b[2K').map((line) => stripVTControlCharacters(line));
    expect(live.filter((line) => line.startsWith('·')).map(constant)).toEqual(
      PLAIN.split('\n')
        .slice(1, 5)
        .map((line) => line.replace('✓', '·')),
    );
  });
});

/** What labreport prints on a terminal. */
async function onTerminal(args: string[], cwd: string, env: Record<string, string>): Promise<string> {
  const { machine, close } = await openThisMachine();
  let output = '';
  const running = await machine.start({
    argv: ['bash', '-c', `"$@"; printf '\\nstatus %s\\n' $?`, 'shell', process.execPath, cli, ...args],
    environment: { PATH: process.env.PATH ?? '', HOME: cwd, TERM: 'xterm-256color', ...env },
    cwd,
    terminal: { columns: 80, rows: 24 },
    onOutput: (bytes) => {
      output += bytes;
    },
  });
  await running.closed;
  close();
  expect(output).toMatch(/\r\nstatus 0\r\n$/);
  return output.slice(0, -'\r\nstatus 0\r\n'.length);
}

describe.concurrent('what is made', () => {
  test('--template, --set and --out', async () => {
    const cwd = await makeLab(HELD, { files: { 'mine.md.hbs': 'Said: {{parameter "word"}}\n\n{{moment "echo"}}\n' } });
    const flags = ['--template', 'mine.md.hbs', '--set', 'word=a = b', '--out', 'some/where'];
    expect((await labreport(['generate', 'small', ...flags], { cwd })).status).toBe(0);
    const { report, record } = await readOut(cwd, 'some/where');
    expect(report).toMatch(/^Said: a = b\n\n```console echo\n\[.*\] echo 'a = b'\na = b\n```\n$/);
    expect(record.lab.parameters.word).toEqual({
      value: 'a = b',
      default: 'hello',
      description: 'Word that is said',
      type: 'text',
    });
  });

  test('labs, templates and partials of the current folder go before those of the package', async () => {
    const cwd = await makeLab(HELD, { template: '{{> sign}}\n', files: { 'templates/partials/sign.hbs': 'Signed\n' } });
    await mkdir(join(cwd, 'labs/two-clients'), { recursive: true });
    await writeFile(join(cwd, 'labs/two-clients/lab.yaml'), HELD.replace('small.md', 'two-clients.md'));
    await writeFile(join(cwd, 'templates/two-clients.md.hbs'), 'Mine: {{parameter "word"}}\n');
    expect((await labreport(['generate', 'two-clients'], { cwd })).status).toBe(0);
    expect((await readOut(cwd, 'reports/two-clients')).report).toBe('Mine: hello\n');
    expect((await labreport(['generate', 'small'], { cwd })).status).toBe(0);
    expect((await readOut(cwd)).report).toBe('Signed\n');
    const { stdout } = await labreport(['list'], { cwd });
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'concurrent-servers',
      'small',
      'two-clients',
      '',
    ]);
    expect(stdout).toMatch(/^two-clients +A lab +labs\/two-clients$/m);
  });

  test('a lab by its folder', async () => {
    const cwd = await makeLab(HELD);
    expect((await labreport(['generate', './labs/small/', '--quiet'], { cwd })).status).toBe(0);
    expect((await labreport(['generate', 'labs/small/lab.yaml', '--quiet'], { cwd })).status).toBe(0);
    expect((await readOut(cwd)).record.lab.name).toBe('small');
  });
});

describe.concurrent('about labreport itself', () => {
  test('--version', async () => {
    const cwd = await makeFolder();
    expect(await labreport(['--version'], { cwd })).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('--help of every command has examples', async () => {
    const cwd = await makeFolder();
    const { status, stdout } = await labreport(['--help'], { cwd });
    const names = [...stdout.matchAll(/^ {2}([a-z]+) .*$/gm)].map(([, name]) => name as string);
    expect({ status, names }).toMatchObject({
      status: 0,
      names: expect.arrayContaining(['generate', 'list', 'doctor']),
    });
    for (const name of ['', ...names.filter((name) => name !== 'help' && name !== 'labreport')]) {
      const help = await labreport(name === '' ? ['--help'] : [name, '--help'], { cwd });
      expect({ name, status: help.status, stderr: help.stderr }).toEqual({ name, status: 0, stderr: '' });
      expect(help.stdout, name).toMatch(/\nExamples:\n {2}labreport /);
    }
  });

  test.each([
    [['generate'], "error: missing required argument 'lab'"],
    [['generate', 'small', '--dirver', 'x'], "error: unknown option '--dirver'\n(Did you mean --driver?)"],
    [
      ['generate', 'small', '--driver', 'docker'],
      "error: option '--driver <name>' argument 'docker' is invalid. Allowed choices are namespaces, loopback.",
    ],
    [['generate', 'small', '--json', '--quiet'], "error: option '--json' cannot be used with option '--quiet'"],
    [['genrate'], "error: unknown command 'genrate'\n(Did you mean generate?)"],
  ])('%j is refused', async (args, says) => {
    const cwd = await makeFolder();
    const json = { error: { code: 'usage', message: says.replace('error: ', '') }, type: 'error' };
    const { stdout, ...outcome } = await labreport(args, { cwd });
    expect(stdout === '' ? '' : JSON.parse(stdout)).toEqual(args.includes('--json') ? json : '');
    expect(outcome).toEqual({
      status: 2,
      stderr: `${says}\n(run labreport --help for the commands and examples)\n`,
    });
  });
});
