import { readlinkSync } from 'node:fs';
import { appendFile, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makerName } from '../../../src/files/maker.ts';
import { withLock } from '../../../src/record/lock.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { findTool } from '../../../src/tools/find.ts';
import {
  ECHO_SOURCES,
  idsOf,
  isLong,
  labreport,
  labYaml,
  makeFolder,
  makeLab,
  said,
  snapshot,
  type User,
  users,
} from '../../journeys/labreport.ts';
import { eventually, Sandbox } from '../../journeys/sandbox.ts';

const STEPS = `
  - { open: server, on: vit001, run: ./TCPechod 8990, until: Waiting for }
  - { capture: wire, on: vit001, filter: port 8990 }
  - { open: client, on: vit002, run: ./TCPecho vit001 8990, until: '/from port (?<port>\\d+)/' }
  - { type: hello, into: client, until: hello }
  - { wait: { processes: vit001, program: TCPechod, state: S, count: 2 } }
  - { moment: netstat, on: vit001, run: netstat -ptan }
  - { stop: client }
  - { wait: { text: closed by the client, on: server } }
  - { wait: { sockets: vit001, state: ESTABLISHED, count: 0 } }
  - { wait: { sockets: vit001, state: CLOSE_WAIT, count: 0 } }
  - { wait: { sockets: vit001, state: LAST_ACK, count: 0 } }
  - { stop: wire }
  - { stop: server }
claims:
  served: { says: The client gets its line back, in: client, shows: hello }
`;
const LAB = labYaml(STEPS, 'source: src\nbuild: make TCPechod TCPecho\n');

/** Where programs can't be kept apart, verify runs none that did not come with labreport unless it is told to. */
const AS_HERE = findTool('bwrap') === undefined ? ['--unconfined'] : [];

/** Scratch folders of verifies, in a folder that stands for /tmp. */
const scratch = async (tmp: string) => (await readdir(tmp)).filter((name) => name.startsWith('.labreport-verify'));

let made: string;
beforeAll(async () => {
  made = await makeLab(LAB, { files: ECHO_SOURCES });
  const generated = await labreport(['generate', 'small', '--quiet'], { cwd: made });
  expect(generated).toEqual({ status: 0, stdout: '', stderr: '' });
});

interface Place {
  cwd: string;
  dir: string;
  tmp: string;
  verify(...args: string[]): ReturnType<typeof labreport>;
}

/** A copy of the report, and a /tmp of its own. */
async function place(): Promise<Place> {
  const cwd = await makeFolder();
  const [dir, tmp] = [join(cwd, 'report'), join(cwd, 'tmp')];
  await cp(join(made, 'reports', 'small'), dir, { recursive: true });
  await mkdir(tmp);
  const verify = (...args: string[]) =>
    labreport(['verify', 'report', ...AS_HERE, ...args], { cwd, env: { TMPDIR: tmp } });
  return { cwd, dir, tmp, verify };
}

async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  expect(text).toMatch(from);
  await writeFile(file, text.replace(from, to));
}

test('the same again: what was compared is told, the report is as it was, and the scratch folder is gone', async () => {
  const { dir, tmp, verify } = await place();
  const before = await snapshot(dir);
  const { status, stdout, stderr } = await verify();
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(
    stdout.split('\n\n').slice(0, 3).join('\n\n'),
  ).toBe(`Running the programs of report/lab with the driver namespaces, confined

Lab: small, none of those that come with labreport
Judged by the lab that the report keeps.

The same:
  run          complete or not
  build        build
  terminals    server, client
  captures     wire
  moments      netstat
  claims       served
  cross-checks handshake, accepted, state`);
  expect(stdout.split('\n').slice(-4)).toEqual([
    'Environment: the same machine facts, tools and driver.',
    '',
    '✓ report: the same was observed; 1 of 1 claims hold',
    '',
  ]);
  expect(await snapshot(dir)).toEqual(before);
  expect(await scratch(tmp)).toEqual([]);
});

test('a log that is not what the lab shows: a diff, and exit code 1', async () => {
  const { dir, verify } = await place();
  await edit(join(dir, 'logs', 'server.txt'), 'receiving data: hello', 'receiving data: hallo');
  const { status, stdout } = await verify();
  expect(status).toBe(1);
  expect(stdout).toContain(`✗ terminal server is different
  lines of child ‹pid of child 1 of server›
    - child ‹pid of child 1 of server›: receiving data: hallo
    + child ‹pid of child 1 of server›: receiving data: hello
      child ‹pid of child 1 of server›: connection closed by the client
`);
  expect(stdout).toContain('✗ report: something differs; 1 of 1 claims hold\n');
});

const FIRST = {
  'terminal server': 'server.txt',
  'moment netstat': 'netstat.txt',
  'build build': 'build.txt',
  'capture wire': 'wire.txt',
};
test.each<[Record<string, string>]>([[FIRST], [{ 'capture wire': 'wire.pcap' }]])(
  'logs that are missing show nothing, and are told: %j',
  async (missing) => {
    const { dir, verify } = await place();
    const all = Object.entries(missing);
    for (const [, name] of all) await rm(join(dir, 'logs', name));
    const { status, stdout, stderr } = await verify();
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    for (const [what, name] of all) {
      expect(stdout).toContain(`✗ ${what} is different`);
      expect(stdout).toContain(`    - not available: its file logs/${name} is missing\n`);
    }
  },
);

test('several runs: how often each came out the same, also as JSON, and kept', async () => {
  const { cwd, verify } = await place();
  const { status, stdout, stderr } = await verify('--runs', '2', '--json', '--keep', 'kept');
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
  const { observations, ...result } = JSON.parse(stdout);
  const lab = { name: 'small', is: 'unknown', judgedBy: 'the lab that the report keeps' };
  const held = { whole: 'held', total: 1, held: 1, untested: 0, failed: [], isComplete: true };
  const expected = { lab, report: 'report', driver: 'namespaces', runs: 2, same: 2, environment: [] };
  expect(result).toEqual({ ...expected, claims: [held, held] });
  expect(observations.map(({ rules: _, ...rest }: { rules: string[] }) => rest)).toEqual(
    [
      ['run', 'run'],
      ['build', 'build'],
      ['terminal', 'server'],
      ['capture', 'wire'],
      ['terminal', 'client'],
      ['moment', 'netstat'],
      ['claim', 'served'],
      ['cross-check', 'handshake'],
      ['cross-check', 'accepted'],
      ['cross-check', 'state'],
    ].map(([kind, id]) => ({ kind, id, runs: 2, same: 2, variants: [] })),
  );
  expect((await readdir(join(cwd, 'kept'))).sort()).toEqual(['run-1', 'run-2']);
  expect((await readdir(join(cwd, 'kept', 'run-2'))).sort()).toEqual(['lab', 'logs', 'record.json']);
  const again = await verify('--keep', 'kept');
  expect({ status: again.status, says: said(again, cwd) }).toEqual({
    status: 2,
    says: 'kept/run-1 is there already, expected a folder without runs for --keep\n  Choose another folder, or remove that one.',
  });
});

describe('--write', () => {
  const head =
    /^- Trust: self-reported; its record says that the lab was run again on \d{4}-\d\d-\d\d, \d\d:\d\d:\d\d \S+, kernel Linux \S+ \S+: 2 of 2 the same. Anybody can write that$/m;

  test('the head of an unedited report tells of it, and the report is intact', async () => {
    const { cwd, dir, verify } = await place();
    const old = await readFile(join(dir, 'report.md'), 'utf8');
    const { status, stdout } = await verify('--runs', '2', '--write');
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Written into report/report.md and record.json.');
    const text = await readFile(join(dir, 'report.md'), 'utf8');
    expect(text).toMatch(head);
    expect(text.replace(head, '')).toBe(old.replace(/^- Trust: self-reported.*$/m, ''));
    const record: RunRecord = JSON.parse(await readFile(join(dir, 'record.json'), 'utf8'));
    expect(record.verified).toEqual([
      {
        when: expect.stringMatching(/^\d{4}-.*[+-]\d\d:\d\d$/),
        kernel: expect.stringMatching(/^Linux /),
        runs: 2,
        same: 2,
      },
    ]);
    expect(await labreport(['check', 'report'], { cwd })).toMatchObject({ status: 0, stderr: '' });
    // Ended between the two files: check says so, and the next one puts it right.
    await writeFile(join(dir, 'report.md'), old);
    const interrupted = await labreport(['check', 'report'], { cwd });
    expect(interrupted.status).toBe(0);
    expect(interrupted.stdout).toContain('report.md is as it was before the last "labreport verify --write"');
    expect((await verify('--write')).stdout).toContain('Written into report/report.md and record.json.');
    expect(await readFile(join(dir, 'report.md'), 'utf8')).toMatch(
      /^- Trust: self-reported; its record says that the lab was run again on /m,
    );
  });

  test('an edited report is left alone, and the line to put into it is told', async () => {
    const { dir, verify } = await place();
    await appendFile(join(dir, 'report.md'), '\nWhat I learned.\n');
    const old = await readFile(join(dir, 'report.md'), 'utf8');
    const { status, stdout } = await verify('--runs', '2', '--write');
    expect(status).toBe(0);
    expect(stdout).toContain('report.md was edited, so it is as it was; put this into its head by hand:\n');
    expect(stdout.trimEnd().split('\n').at(-1)?.trim()).toMatch(head);
    expect(await readFile(join(dir, 'report.md'), 'utf8')).toBe(old);
    const record: RunRecord = JSON.parse(await readFile(join(dir, 'record.json'), 'utf8'));
    expect(record.verified?.length).toBe(1);
  });

  test('what was observed is told to programs, also where it can’t be written', async () => {
    const { dir, verify } = await place();
    const { status, stdout } = await withLock(dir, () => verify('--write', '--json'));
    const { runs, same, error } = JSON.parse(stdout);
    expect({ status, runs, same, error }).toEqual({
      status: 2,
      runs: 1,
      same: 1,
      error: {
        code: 'busy',
        message: expect.stringMatching(
          `^another labreport \\(process ${process.pid}\\) is making the report in .*report, expected to be the only one$`,
        ),
        hint: 'Wait until it has ended, or make the report elsewhere.',
      },
    });
  });

  test('something differs: nothing is written', async () => {
    const { dir, verify } = await place();
    await edit(join(dir, 'logs', 'client.txt'), 'hello', 'hallo');
    const before = await snapshot(dir);
    const { status, stdout } = await verify('--write');
    expect(status).toBe(1);
    expect(stdout).toContain('Not written into the report');
    expect(await snapshot(dir)).toEqual(before);
  });
});

describe('what can’t be verified: one message, exit code 2, nothing is run', () => {
  const NOTHING = '\n  Nothing was run. To make a report of the changed lab: labreport generate FOLDER';
  const cases: Record<string, { harm: (dir: string) => Promise<void>; says: string; args?: string[] }> = {
    'a changed source': {
      harm: (dir) => appendFile(join(dir, 'lab', 'src', 'TCPechod.c'), '// mine\n'),
      says: `report/lab/src/TCPechod.c was changed after the run, expected the lab that the report was made from${NOTHING}`,
    },
    'an added file that the build would take': {
      harm: (dir) => writeFile(join(dir, 'lab', 'src', 'GNUmakefile'), 'all:\n'),
      says: `report/lab/src/GNUmakefile was added after the run, expected the lab that the report was made from${NOTHING}`,
    },
    'a missing lab.yaml': {
      harm: (dir) => rm(join(dir, 'lab', 'lab.yaml')),
      says: `report/lab/lab.yaml is missing, expected the lab that the report was made from${NOTHING}`,
    },
    'a record of another format': {
      harm: (dir) => edit(join(dir, 'record.json'), '"format": 3', '"format": 9'),
      says: expect.stringMatching(/^CWD\/report\/record\.json record of format 9, expected 1 to 3\n/),
    },
    'a record that names a file outside of the report': {
      harm: (dir) => edit(join(dir, 'record.json'), '"logs/client.txt"', '"../../etc/passwd"'),
      says: expect.stringMatching(
        /^report\/record\.json evidence\[\d+\]\.(log|cast): got "\.\.\/\.\.\/etc\/passwd", expected a file in logs\//,
      ),
    },
    'no record': {
      harm: (dir) => rm(join(dir, 'record.json')),
      says: expect.stringMatching(/^CWD\/report\/record\.json can't be read as a run's record: /),
    },
    'no number of runs': {
      harm: async () => {},
      args: ['--runs', 'many'],
      says: '--runs got "many", expected a number from 1 to 100000\n  For example: --runs 20',
    },
  };
  test.each(Object.entries(cases))('%s', async (_, { harm, says, args = [] }) => {
    const { cwd, dir, tmp, verify } = await place();
    await harm(dir);
    const ran = await verify(...args);
    expect({ status: ran.status, stdout: ran.stdout, says: said(ran, cwd) }).toEqual({ status: 2, stdout: '', says });
    expect(await scratch(tmp)).toEqual([]);
  });
});

describe('ended early', () => {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  test.each(isLong ? signals : signals.slice(0, 1))(
    '%s: nothing is left, and the report is as it was',
    async (signal) => {
      const { cwd, dir } = await place();
      const before = await snapshot(dir);
      const sandbox = await Sandbox.open();
      try {
        const { child, ended } = sandbox.start(['verify', 'report', ...AS_HERE, '--runs', '100'], {
          cwd,
          user: users[0] as User,
        });
        let seen = '';
        child.stdout?.on('data', (text) => {
          seen += text;
        });
        await expect.poll(() => seen, eventually).toContain('run 1 of 100: the same');
        process.kill(sandbox.labreport(child) as number, signal);
        const { status, stderr } = await ended;
        expect({ status, stderr }).toEqual({ status: signal, stderr: '' });
        await expect.poll(() => sandbox.processes(), { timeout: 1_000 }).toEqual([]);
      } finally {
        await sandbox.close();
      }
      expect(await snapshot(dir)).toEqual(before);
    },
  );

  test('what a killed verify left behind is removed by the next one', async () => {
    const { tmp, verify } = await place();
    const [namespace] = /\d+/.exec(readlinkSync('/proc/self/ns/pid')) ?? [];
    const stem = `labreport-verify-${idsOf(users[0] as User).uid ?? process.getuid?.()}-${namespace}`;
    // No process 1 began at tick 1: this is a folder of a process that is gone.
    const left = join(tmp, makerName(stem, await stat(tmp), { pid: '1', start: '1' }));
    await mkdir(join(left, 'logs'), { recursive: true });
    expect((await verify()).status).toBe(0);
    expect(await scratch(tmp)).toEqual([]);
  });
});
