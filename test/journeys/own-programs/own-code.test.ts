import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isKernel } from '../../../src/hosts/kernel.ts';
import type { Evidence, LimitHit, RunRecord } from '../../../src/record/run-record.ts';
import { findTool } from '../../../src/tools/find.ts';
import {
  ECHO_SOURCES,
  type Files,
  isLong,
  labYaml,
  makeFolder,
  makeLab,
  said,
  snapshot,
  type User,
  users,
} from '../labreport.ts';
import { eventually, Sandbox } from '../sandbox.ts';
import { SERVED } from '../served.ts';
import { CURIOUS, HOSTILE, MAKEFILE, STUBBORN, TALKATIVE } from './own-code.ts';

const canConfine = findTool('bwrap') !== undefined;
if (!canConfine) console.warn('skipped: own code, because bwrap is not installed');

const LIMITS = { processes: 20, files: 40, output: '200kB', cpu: '1s', memory: '64MB', disk: '6MB' };

/** The hostile program on one host, another program on the other, and something that comes after its end. */
const STEPS = `  - { open: steady, on: vit002, run: "echo ready; cat", until: ready }
  - { open: hostile, on: vit001, run: "./hostile $(echo \${words})", until: begun }
  - { wait: { processes: vit001, program: hostile, count: 0 } }
  - { moment: after, on: vit001, run: echo still here }
  - { type: hello, into: steady, until: hello }
`;
const lab = (steps = STEPS) =>
  labYaml(
    steps,
    `source: src\nbuild: make all\nlimits: ${JSON.stringify(LIMITS)}\nparameters:\n  words: { default: '', description: What it is told }\n`,
  );
const TEMPLATE = '{{head}}\n\n{{terminal "hostile" last=1}}\n\n{{environment}}\n';

interface Ending {
  record: RunRecord;
  report: string;
  find(id: string): Evidence;
  log(id: string): Promise<string>;
  stdout: string;
}

/** Runs own sources, with another labreport beside it where they may disturb it, and sees that nothing is left of either. */
async function runOwn(options: {
  source: string | Files;
  user: User;
  steps?: string;
  template?: string;
  set?: string;
  cwd?: string;
  isHarmless?: true;
}): Promise<Ending> {
  const { user, set = '' } = options;
  const cwd = options.cwd ?? (await makeOwn(options));
  const sandbox = await openSandbox();
  try {
    const around = sandbox.surroundings();
    const sources = await snapshot(join(cwd, 'own'));
    const [own, other] = await Promise.all([
      sandbox.run(['generate', 'small', '--source', 'own', '--set', `words=${set}`], { cwd, user }),
      options.isHarmless ? QUIET : runBeside(sandbox, user),
    ]);
    expect({ status: own.status, stderr: own.stderr }, own.stdout).toEqual({ status: 0, stderr: '' });
    expect(other, 'the run beside it').toEqual(QUIET);
    await expect.poll(() => sandbox.processes(), eventually).toEqual([]);
    expect(sandbox.surroundings()).toEqual(around);
    expect(await snapshot(join(cwd, 'own'))).toEqual(sources);
    return await readEnding(join(cwd, 'reports/small'), own.stdout);
  } finally {
    await sandbox.close();
  }
}

const QUIET = { status: 0, stdout: '', stderr: '' };

/** In the short form it is little, since it is run so often. */
async function runBeside(sandbox: Sandbox, user: User) {
  const cwd = isLong ? await makeFolder(user) : await makeLab(SERVED, { user });
  return sandbox.run(['generate', isLong ? 'two-clients' : 'small', '--quiet'], { cwd, user });
}

/** Should labreport fail, the machine is to survive it: only since Linux 6.14 is this number the namespace's own. */
function openSandbox(): Promise<Sandbox> {
  return Sandbox.open(isKernel(6, 14) ? 'echo 5000 >/proc/sys/kernel/pid_max' : '');
}

async function makeOwn(options: { source: string | Files; user: User; steps?: string; template?: string }) {
  const { source, user, steps, template = TEMPLATE } = options;
  const files = typeof source === 'string' ? { Makefile: MAKEFILE, 'hostile.c': source } : source;
  const own = Object.fromEntries(Object.entries(files).map(([name, text]) => [`own/${name}`, text]));
  return makeLab(lab(steps), { template, user, files: { ...ECHO_SOURCES, ...own } });
}

async function readEnding(folder: string, stdout: string): Promise<Ending> {
  const record: RunRecord = JSON.parse(await readFile(join(folder, 'record.json'), 'utf8'));
  const find = (id: string) => record.evidence.find((evidence) => evidence.id === id) as Evidence;
  const log = async (id: string) => (await readFile(join(folder, find(id).log), 'utf8')).replaceAll('\r\n', '\n');
  return { record, report: await readFile(join(folder, 'report.md'), 'utf8'), find, log, stdout };
}

/** What a hostile build ends with. */
const BUILD_EXCESSES: [keyof typeof HOSTILE, string][] = [
  ['forks for ever', '`processes` (20 processes)'],
  ['fills the disk', '`disk` (6000000 bytes)'],
  ['prints for ever', '`output` (200000 bytes)'],
  ['spins', '`cpu` (1000 ms)'],
  ['forks for ever, twice at a time and deaf to signals', '`processes` (20 processes)'],
];

const EXCESSES: [keyof typeof HOSTILE, LimitHit, string][] = [
  ['forks for ever', { name: 'processes', limit: 20, unit: 'processes' }, 'it had more than 20 processes'],
  ['forks for ever out of sight', { name: 'processes', limit: 20, unit: 'processes' }, 'it had more than 20 processes'],
  [
    'forks for ever, each in a session of its own',
    { name: 'processes', limit: 20, unit: 'processes' },
    'it had more than 20 processes',
  ],
  [
    'forks for ever, twice at a time and deaf to signals',
    { name: 'processes', limit: 20, unit: 'processes' },
    'it had more than 20 processes',
  ],
  ['prints for ever', { name: 'output', limit: 200_000, unit: 'bytes' }, 'it printed more than 200 kB'],
  ['eats memory', { name: 'memory', limit: 64e6, unit: 'bytes' }, 'it used more than 64 MB of memory'],
  [
    'eats memory in many processes',
    { name: 'memory', limit: 64e6, unit: 'bytes' },
    'it used more than 64 MB of memory',
  ],
  ['spins', { name: 'cpu', limit: 1000, unit: 'ms' }, 'it used more than 1 s of processor time'],
  ['opens files for ever', { name: 'files', limit: 40, unit: 'files' }, 'it had more than 40 files open'],
  // The last one: what it wrote stays on its host.
  ['fills the disk', { name: 'disk', limit: 6e6, unit: 'bytes' }, 'it filled the 6 MB of its host’s disk'],
];

/** All of them as one program, which is told which one to be. */
const ANY_EXCESS = `${EXCESSES.map(([name], i) => `#define main hostile${i}\n${HOSTILE[name]}\n#undef main\n`).join('')}
int main(int argc, char **argv) {
  int (*all[])(int, char **) = {${EXCESSES.map((_, i) => `hostile${i}`)}};
  return all[atoi(argv[1])](argc, argv);
}
`;

/** Three or so in a lab, one after the other, each with a step after it. */
const GROUPS = [0, 3, 6, 8].map((from, i, all) => EXCESSES.slice(from, all[i + 1]).map(({ 0: name }) => name));
const numberOf = (name: string) => EXCESSES.findIndex((each) => each[0] === name);

function labOfExcesses(names: string[]) {
  const numbers = names.map(numberOf);
  const steps = numbers.map(
    (i) => `  - { open: hostile${i}, on: vit001, run: ./hostile ${i}, until: begun }
  - { wait: { processes: vit001, program: hostile, count: 0 } }
  - { moment: after${i}, on: vit001, run: echo still here }
`,
  );
  return {
    source: ANY_EXCESS,
    steps: `  - { open: steady, on: vit002, run: "echo ready; cat", until: ready }
${steps.join('')}  - { type: hello, into: steady, until: hello }
`,
    template: numbers.map((i) => `## hostile${i}\n\n{{terminal "hostile${i}" last=1}}\n`).join('\n'),
  };
}

/** In the short form each case is tried by one of the users, in turn. */
function share<T>(cases: T[], user: User): T[] {
  return cases.filter((_, i) => isLong || i % users.length === users.indexOf(user));
}

describe.skipIf(!canConfine).each(users)('%s', (user) => {
  test.each(share(GROUPS, user).map((names) => [names.join('; '), names] as const))(
    'a program that %s: it is ended for its limit, and all else goes on',
    async (_, names) => {
      const { record, report, find, log } = await runOwn({ ...labOfExcesses(names), user });
      expect(record.run.failure).toBeUndefined();
      for (const name of names) {
        const i = numberOf(name);
        const [, limit, words] = EXCESSES[i] as (typeof EXCESSES)[number];
        const left = name.endsWith('out of sight');
        expect(find(`hostile${i}`)).toMatchObject({ limit, exit: left ? { status: 0 } : { signal: 'SIGKILL' } });
        const [, shown] = report.split(`## hostile${i}\n`) as [string, string];
        expect(shown.split('\n## ')[0]).toContain(`Ended by labreport: ${words} (limit \`${limit.name}\`).`);
        expect(await log(`after${i}`)).toBe('still here\n');
        const { bytes } = record.files.find(({ path }) => path === `logs/hostile${i}.txt`) as { bytes: number };
        expect(bytes).toBeLessThanOrEqual(200_000);
      }
      expect(await log('steady')).toBe('ready\nhello\nhello\n');
      expect(find('steady')).not.toHaveProperty('limit');
    },
  );

  test.each(share(BUILD_EXCESSES, user))('a build that %s is ended for its limit', async (name, limit) => {
    const source = { Makefile: 'all:\n\tcc -w -o bad bad.c\n\t./bad\n', 'bad.c': HOSTILE[name] };
    const cwd = await makeOwn({ source, user });
    const sandbox = await openSandbox();
    try {
      const ran = await sandbox.run(['generate', 'small', '--source', 'own', '--quiet'], { cwd, user });
      await expect.poll(() => sandbox.processes(), eventually).toEqual([]);
      expect({ status: ran.status, says: said(ran, cwd).split('\n')[0] }).toEqual({
        status: 2,
        says: `the build had too much: "make all" was ended for its limit ${limit}, expected it to stay below`,
      });
      expect(existsSync(join(cwd, 'reports/small'))).toBe(false);
    } finally {
      await sandbox.close();
    }
  });

  test('a program that ignores every signal and leaves its session ends with the run', async () => {
    const steps = STEPS.replace(
      / {2}- \{ wait.*\n/,
      '  - { wait: { processes: vit001, program: hostile, count: 2 } }\n',
    );
    const { record, find } = await runOwn({ source: STUBBORN, user, steps });
    expect(record.run.failure).toBeUndefined();
    expect(find('hostile')).not.toHaveProperty('exit');
    expect(find('hostile')).not.toHaveProperty('limit');
  });

  test('a program sees its folder, the tools and its environment, and no secret', async () => {
    const cwd = await makeOwn({
      source: CURIOUS,
      user,
      steps: STEPS.replaceAll('hostile', 'curious').replaceAll('./curious', './hostile'),
    });
    await mkdir(join(cwd, '.ssh'));
    await writeFile(join(cwd, '.ssh/id_rsa'), 'SECRET OF MINE\n');
    process.env.SECRET_OF_MINE = 'SECRET OF MINE';
    const template = '{{head}}\n\n{{terminal "curious"}}\n';
    await writeFile(join(cwd, 'templates/small.md.hbs'), template);
    const set = join(cwd, '.ssh/id_rsa');
    const { log, record } = await runOwn({ source: CURIOUS, user, cwd, set, isHarmless: true });
    delete process.env.SECRET_OF_MINE;
    const missing = 'No such file or directory';
    expect((await log('curious')).split('\n').filter((line) => !line.startsWith('environment '))).toEqual([
      'begun',
      `read ${join(cwd, '.ssh/id_rsa')}: ${missing}`,
      `read /etc/shadow: ${missing}`,
      `read /proc/1/environ: ${missing}`,
      `read /run/lab/logs/curious.txt: ${missing}`,
      `read /run/lab/status: ${missing}`,
      ...['/home', '/root', '/sys'].map((folder) => `list ${folder}: ${missing}`),
      'list /run/lab: src',
      'list /tmp:',
      `list /proc/1/root: ${missing}`,
      'uid 0: Invalid argument',
      'done',
      '',
    ]);
    expect(JSON.stringify(record)).not.toContain('SECRET OF MINE');
    expect(await log('curious')).not.toContain('SECRET');
  });

  test('a program reaches the lab’s hosts and nobody else', async () => {
    const own = await listen({ host: '127.0.0.1', port: 0 });
    const path = join(await makeFolder(user), 'socket');
    await listen({ path });
    await listen({ path: `\0labreport-${process.pid}-${user}` });
    const words = `127.0.0.1 ${own} 192.0.2.2 9 8.8.8.8 53 169.254.169.254 80 - ${path} @labreport-${process.pid}-${user}`;
    const steps = STEPS.replace('until: begun', 'until: done');
    const { log } = await runOwn({ source: TALKATIVE, user, steps, set: words, isHarmless: true });
    expect((await log('hostile')).split('\n')).toEqual([
      'begun',
      '127.0.0.1: Connection refused',
      '192.0.2.2: Connection refused',
      '8.8.8.8: Network is unreachable',
      '169.254.169.254: Network is unreachable',
      'path: No such file or directory',
      'abstract: Connection refused',
      'done',
      '',
    ]);
  });

  test('the record tells whose the sources are, and how the programs were kept apart', async () => {
    const source = { Makefile: MAKEFILE, 'hostile.c': '#include <stdio.h>\nint main(void) { puts("begun"); }\n' };
    const { record, report, find } = await runOwn({ source, user, isHarmless: true });
    expect(record).toMatchObject({
      source: 'own',
      confinement: { by: 'bubblewrap', limits: { processes: 20, cpu: 1000, disk: 6e6 } },
    });
    expect(report).toContain('- Sources: the author’s own (2 files)\n');
    expect(report).toContain('of output, 1 s of processor time, 64 MB of memory and 6 MB on its host’s disk.');
    expect(find('hostile')).toMatchObject({ command: "./hostile $(echo '')", exit: { status: 0 } });
    expect(record.inputs.map(({ path }) => path)).toEqual([
      'lab/lab.yaml',
      'lab/src/Makefile',
      'lab/src/hostile.c',
      'lab/template.md.hbs',
    ]);
  });
});

const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** A server outside of the lab; its port where it has one. */
async function listen(where: { host: string; port: number } | { path: string }): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(where, resolve));
  const address = server.address();
  expect('path' in where ? where.path.startsWith('\0') || existsSync(where.path) : true).toBe(true);
  return typeof address === 'object' && address !== null ? address.port : 0;
}
