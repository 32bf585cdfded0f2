import { execFileSync, spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, readlink, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { SAMPLE } from '../../sample.ts';
import { labreportHere } from '../here.ts';
import { cli, isRoot, labreport, makeFolder, ORDINARY, type RunOptions, said, snapshot } from '../labreport.ts';

/** An unpacked report D beside somebody's own files in T, which nothing may touch. */
interface Place {
  cwd: string;
  /** D. */
  dir: string;
  own: string;
}

type Change = (place: Place) => unknown;

async function makePlace(): Promise<Place> {
  const cwd = await makeFolder('root');
  const place = { cwd, dir: join(cwd, 'D'), own: join(cwd, 'T') };
  await cp(SAMPLE, place.dir, { recursive: true });
  await mkdir(join(place.own, 'Documents'), { recursive: true });
  for (const name of ['.bashrc', 'Documents/thesis.odt']) await writeFile(join(place.own, name), name);
  return place;
}

/** Runs labreport on the changed report; what lies beside it has to be as it was. */
async function tryOn(change: Change, args: string[], options: Partial<RunOptions> = {}) {
  const place = await makePlace();
  await change(place);
  const before = await snapshot(place.own);
  const ran = await labreportHere(args, { cwd: place.cwd, ...options });
  expect(await snapshot(place.own)).toEqual(before);
  expect(ran.stderr).not.toMatch(/\n\s+at /);
  return { ...place, ...ran };
}

const fifo = async (file: string) => {
  await rm(file, { force: true, recursive: true });
  execFileSync('mkfifo', [file]);
};
const fifoAt =
  (path: string): Change =>
  ({ dir }) =>
    fifo(join(dir, path));
const linkAt =
  (path: string, to: string): Change =>
  async ({ dir, cwd }) => {
    await rm(join(dir, path), { force: true, recursive: true });
    await symlink(to.replace('CWD', cwd), join(dir, path));
  };
const largeAt =
  (path: string, bytes: number): Change =>
  async ({ dir }) => {
    await writeFile(join(dir, path), '');
    await truncate(join(dir, path), bytes);
  };
const manyAt =
  (path: string): Change =>
  ({ dir }) =>
    execFileSync('bash', ['-c', 'mkdir -p "$0"; cd "$0"; seq 10050 | xargs touch', join(dir, path)]);

async function editRecord(dir: string, edit: (record: RunRecord) => unknown): Promise<void> {
  const file = join(dir, 'record.json');
  const record = JSON.parse(await readFile(file, 'utf8'));
  edit(record);
  await writeFile(file, JSON.stringify(record));
}

describe('what is no plain file, or too much, is refused with its name', () => {
  test.each<[string, Change, string[], string]>([
    ...['report.md', 'record.json', 'report.html', 'report.pdf', 'ro-crate-metadata.json'].flatMap(
      (path, i): [string, Change, string[], string][] => {
        const command = ['check', 'render', 'submit', 'verify', 'update'][i] as string;
        return [[`a FIFO as ${path}`, fifoAt(path), [command, 'D'], `D/${path} is a FIFO, expected a plain file`]];
      },
    ),
    ['a device as report.md', linkAt('report.md', '/dev/zero'), ['check', 'D'], 'D/report.md is a link to /dev/zero'],
    ['a device as a template', linkAt('lab/template.md.hbs', '/dev/zero'), ['render', 'D'], 'D/lab/template.md.hbs is'],
    ['a FIFO as a template', fifoAt('lab/template.md.hbs'), ['render', 'D'], 'D/lab/template.md.hbs is a FIFO'],
    ['a FIFO as a log', fifoAt('logs/build.txt'), ['render', 'D'], 'D/logs/build.txt is a FIFO'],
    ['a FIFO as lab.yaml', fifoAt('lab/lab.yaml'), ['verify', 'D'], 'D/lab/lab.yaml is a FIFO'],
    ['a FIFO as a source', fifoAt('lab/src/Makefile'), ['verify', 'D'], 'D/lab/src/Makefile is a FIFO'],
    ['a FIFO among the sources', fifoAt('lab/src/pipe'), ['verify', 'D'], 'D/lab/src/pipe is a FIFO'],
    ['a FIFO of a report that is a lab', fifoAt('lab/lab.yaml'), ['generate', 'D/lab'], 'D/lab/lab.yaml is a FIFO'],
    ['a FIFO as labreport.yaml', ({ cwd }) => fifo(join(cwd, 'labreport.yaml')), ['submit', 'D'], 'labreport.yaml is'],
    [
      'a FIFO as a template of one’s own',
      fifoAt('mine.hbs'),
      ['render', 'D', '--template', 'D/mine.hbs'],
      'D/mine.hbs',
    ],
    ['a FIFO beside a report that is replaced', fifoAt('mine'), ['generate', 'two-clients', '--out', 'D'], 'D/mine is'],
    ['logs that are elsewhere', linkAt('logs', '/etc'), ['check', 'D'], 'D/logs is a link to /etc, expected a folder'],
    ['a lab that is elsewhere', linkAt('lab', 'CWD/T'), ['update', 'D'], 'D/lab is a link to '],
    ['sources that are elsewhere', linkAt('lab/src', 'CWD/T'), ['verify', 'D'], 'D/lab/src'],
    [
      'figures that are elsewhere',
      linkAt('figures', 'CWD/T'),
      ['generate', 'two-clients', '--out', 'D'],
      'D/figures is',
    ],
    ['a record of 70 MB', largeAt('record.json', 70e6), ['check', 'D'], 'D/record.json has 70 MB, expected at most 64'],
    ['a report.md of 1 TB', largeAt('report.md', 1e12), ['check', 'D'], 'D/report.md has 1000000 MB, expected at most'],
    ['a log of 1 TB', largeAt('logs/build.txt', 1e12), ['check', 'D'], 'D holds 10000'],
    ['10,050 logs', manyAt('logs'), ['check', 'D'], 'D/logs holds more than 10000 files'],
    ['10,050 sources', manyAt('lab/src/more'), ['render', 'D'], 'D/lab holds more than 10000 files'],
    [
      '10,050 files beside',
      manyAt('more'),
      ['submit', 'D', '--set', 'author=Ada', '--anyway'],
      'D holds more than 10000',
    ],
    [
      'a thousand folders in each other',
      ({ dir }) =>
        execFileSync('bash', ['-c', 'cd "$0"; for i in $(seq 200); do mkdir d; cd -P d; done', join(dir, 'lab/src')]),
      ['check', 'D'],
      ' lies 17 folders deep, expected at most 16',
    ],
  ])('%s', async (_, change, args, message) => {
    const ran = await tryOn(change, args);
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 2, stdout: '' });
    expect(said(ran, ran.cwd)).toContain(message);
  });

  test.each<[string, Change, string]>([
    ['a FIFO as a log', fifoAt('logs/build.txt'), 'logs/build.txt is a FIFO'],
    ['a FIFO in the lab', fifoAt('lab/pipe'), 'lab/pipe is a FIFO'],
    ['a link to a file elsewhere', linkAt('lab/src/Makefile', '/etc/passwd'), 'lab/src/Makefile is a link to /etc/'],
    [
      'a socket as a figure',
      async ({ dir }) => {
        const path = join(dir, 'figures', 'topology.svg');
        await rm(path, { force: true });
        const server = createServer().listen(path);
        onTestFinished(() => void server.close());
        await new Promise((resolve) => server.once('listening', resolve));
      },
      'figures/topology.svg is a socket',
    ],
  ])('check tells of %s, and of all else', async (_, change, message) => {
    const ran = await tryOn(change, ['check', 'D']);
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 1, stderr: '' });
    expect(ran.stdout).toContain(message);
  });
});

describe('nothing is written or removed elsewhere', () => {
  const gone = (path: string) => (place: Place) => rm(join(place.dir, path));
  const all =
    (...changes: Change[]): Change =>
    async (place) => {
      for (const change of changes) await change(place);
    };
  const bashrc = 'CWD/T/.bashrc';

  test.each<[string, Change, string[]]>([
    ['.0-report.md.new', all(linkAt('.0-report.md.new', bashrc), gone('report.md')), ['render', 'D']],
    ['report.html.new', linkAt('report.html.new', bashrc), ['render', 'D', '--format', 'html']],
    ['record.json.new', linkAt('record.json.new', bashrc), ['submit', 'D', '--set', 'author=Ada']],
    ['report.md.new', linkAt('report.md.new', bashrc), ['submit', 'D', '--set', 'author=Ada']],
    ['a report.edited-1.md', linkAt('report.edited-1.md', 'CWD/T/new.md'), ['render', 'D']],
  ])('by a link at %s', async (_, change, args) => {
    const { status, stderr } = await tryOn(change, args);
    expect(stderr).toBe('');
    // What is wrong with the report itself is told.
    expect(status).toBe(args[0] === 'submit' ? 1 : 0);
  });

  test.each<[string, Change, string[], string]>([
    ['figures', all(linkAt('figures', 'CWD/T'), gone('report.md')), ['render', 'D'], 'D/figures is a link'],
    ['report.html', linkAt('report.html', bashrc), ['render', 'D', '--format', 'html'], 'D/report.html is a link'],
    ['the crate', linkAt('ro-crate-metadata.json', bashrc), ['render', 'D'], 'D/ro-crate-metadata.json is a link'],
    ['partials', linkAt('lab/partials', 'CWD/T/Documents'), ['render', 'D'], 'D/lab/partials is a link'],
  ])('by a link at %s, which is refused', async (_, change, args, message) => {
    const stale = { path: 'lab/partials/thesis.odt', bytes: 1, sha256: '0'.repeat(64) };
    const edit: Change = ({ dir }) => editRecord(dir, ({ inputs }) => inputs.push(stale));
    const ran = await tryOn(all(edit, change), args);
    expect(ran.status).toBe(2);
    expect(said(ran, ran.cwd)).toContain(message);
  });

  test.each(['lab/partials/thesis.odt', 'lab/partials/../../notes.txt', 'lab/partials/../../logs/build.txt'])(
    'by an edited record that names %s',
    async (path) => {
      const ran = await tryOn(
        async ({ dir }) => {
          await mkdir(join(dir, 'lab/partials'), { recursive: true });
          for (const name of ['lab/partials/thesis.odt', 'notes.txt']) await writeFile(join(dir, name), name);
          await editRecord(dir, ({ inputs }) => inputs.push({ path, bytes: 1, sha256: '0'.repeat(64) }));
        },
        ['render', 'D'],
      );
      expect(ran.status).toBe(path.includes('..') ? 2 : 0);
      for (const name of ['lab/partials/thesis.odt', 'notes.txt']) {
        expect(await readFile(join(ran.dir, name), 'utf8')).toBe(name);
      }
      expect((await readFile(join(ran.dir, 'logs/build.txt'))).length).toBeGreaterThan(0);
    },
  );

  test('what came in an archive under the names of what labreport makes stays where it is', async () => {
    const names = ['.D.previous', '.D-1-1-abcdef', `.D-1-1-${'0'.repeat(12)}-${'0'.repeat(32)}`];
    const inside = [`.labreport-1-1-${'0'.repeat(12)}-${'0'.repeat(32)}`, 'D.zip.1.new'];
    const ran = await tryOn(
      async ({ cwd, dir }) => {
        for (const name of names) {
          await mkdir(join(cwd, name));
          await writeFile(join(cwd, name, 'report.md'), name);
        }
        for (const name of inside) await writeFile(join(dir, name), name);
        await rm(join(dir, 'report.md'));
      },
      ['render', 'D'],
    );
    expect(ran.status).toBe(0);
    for (const name of names) expect(await readFile(join(ran.cwd, name, 'report.md'), 'utf8')).toBe(name);
    for (const name of inside) expect(await readFile(join(ran.dir, name), 'utf8')).toBe(name);
  });
});

describe('a command that is ended', () => {
  /** Starts labreport on a report with a large file of zeros. */
  async function startOn(path: string, args: string[]) {
    const place = await makePlace();
    await largeAt(path, 300e6)(place);
    await editRecord(place.dir, ({ files }) => files.push({ path: 'logs/large', bytes: 1, sha256: '0'.repeat(64) }));
    const child = spawn(process.execPath, [cli, ...args], { cwd: place.cwd, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', (status, signal) => resolve(signal ?? status)));
    return { ...place, child, ended };
  }

  test('by Ctrl-C while it reads ends at once', async () => {
    const { child, ended, dir } = await startOn('logs/large', ['check', 'D']);
    const open = async () => {
      const names = await readdir(`/proc/${child.pid}/fd`).catch(() => []);
      const files = await Promise.all(names.map((name) => readlink(`/proc/${child.pid}/fd/${name}`).catch(() => '')));
      return files.includes(join(dir, 'logs/large'));
    };
    await expect.poll(open, { timeout: 30_000, interval: 2 }).toBe(true);
    child.kill('SIGINT');
    expect(await ended).toBe('SIGINT');
  });

  test('while it packs leaves a file that the next one removes', async () => {
    const args = ['submit', 'D', '--anyway', '--add', 'large', '--out', 'D/a.zip'];
    const { child, ended, dir, cwd } = await startOn('large', args);
    const left = async () => (await readdir(dir)).filter((name) => name.startsWith('.labreport-'));
    await expect.poll(left, { timeout: 60_000, interval: 2 }).toHaveLength(1);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    expect(await left()).toHaveLength(1);
    const next = await labreport(['submit', 'D', '--anyway', '--out', 'D/a.zip'], { cwd });
    expect(next.stderr).toBe('');
    expect(await left()).toEqual([]);
  });
});

describe('--source', () => {
  test.each(['Makefile', 'makefile', 'GNUmakefile'])('with a FIFO as %s ends at once', async (name) => {
    const ran = await tryOn(
      async ({ dir, own }) => {
        await cp(join(dir, 'lab/src'), join(own, 'src'), { recursive: true });
        await rm(join(own, 'src/Makefile'));
        await fifo(join(own, 'src', name));
      },
      ['generate', 'two-clients', '--source', 'T/src'],
    );
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 2, stdout: '' });
    expect(said(ran, ran.cwd)).toContain(`T/src/${name} is a FIFO, expected a plain file`);
  });
});

describe.skipIf(!isRoot)('files of somebody else', () => {
  const owned =
    (path: string): Change =>
    ({ dir }) =>
      execFileSync('chown', ['-R', '12345:12345', join(dir, path)]);

  test('are read, whoever owns them', async () => {
    const read: Change = async (place) => {
      await owned('.')(place);
      execFileSync('chmod', ['a+rx', place.cwd]);
    };
    expect(await tryOn(read, ['check', 'D'], { user: 'ordinary' })).toMatchObject({ status: 0, stderr: '' });
  });

  test('that this user may not read are told as such', async () => {
    const shut: Change = ({ dir, cwd }) => {
      execFileSync('chmod', ['a+rx', cwd]);
      execFileSync('chmod', ['700', join(dir, 'logs')]);
    };
    const ran = await tryOn(shut, ['check', 'D'], { user: 'ordinary' });
    expect({ status: ran.status, said: said(ran, ran.cwd) }).toEqual({
      status: 2,
      said: expect.stringContaining("D/logs can't be read by this user (EACCES)"),
    });
  });

  test('are not written beside, where everybody may', async () => {
    const open: Change = async (place) => {
      await owned('.')(place);
      await rm(join(place.dir, 'report.md'));
      execFileSync('chmod', ['-R', 'a+rwX', place.dir]);
      execFileSync('chown', [`${ORDINARY}`, place.cwd]);
    };
    const ran = await tryOn(open, ['render', 'D'], { user: 'ordinary' });
    expect(ran.status).toBe(2);
    expect(said(ran, ran.cwd)).toContain('D belongs to another user (uid 12345), expected a folder of your own');
    expect(Object.keys(await snapshot(ran.dir)).filter((name) => /report\.md|labreport-/.test(name))).toEqual([]);
  });
});

test('no file of the current folder is run as a tool, whatever PATH says', async () => {
  const cwd = await makeFolder();
  for (const tool of ['bash', 'unshare', 'bwrap', 'perl', 'git', 'bin/unshare']) {
    await mkdir(join(cwd, tool, '..'), { recursive: true });
    await writeFile(join(cwd, tool), '#!/bin/sh\n: >PWNED\nexit 1\n', { mode: 0o755 });
  }
  const before = await snapshot(cwd);
  const env = { PATH: `:.:bin:${process.env.PATH}:` };
  const out = await makeFolder();
  const ran = await labreport(['generate', 'two-clients', '--quiet', '--out', join(out, 'report')], { cwd, env });
  expect(ran).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(await snapshot(cwd)).toEqual(before);
});

test('no file of the current folder is read by a shell, and no setting of the person’s own shell changes a run', async () => {
  const cwd = await makeFolder();
  await writeFile(join(cwd, 'settings'), ': >PWNED\necho settings\nexit 1\n');
  const before = await snapshot(cwd);
  const out = await makeFolder();
  await writeFile(join(out, '.bashrc'), `: >${join(cwd, 'PWNED')}\necho settings\nexit 1\n`);
  const env = {
    HOME: out,
    BASH_ENV: 'settings',
    ENV: 'settings',
    XDG_STATE_HOME: 'state',
    SHELLOPTS: 'noexec',
    BASHOPTS: 'failglob',
    POSIXLY_CORRECT: '1',
    // No shell stands above: bash might take itself for a remote one, which reads ~/.bashrc.
    SHLVL: '0',
    // Who stands idle for a second is logged out.
    TMOUT: '1',
    'BASH_FUNC_ip%%': '() { : >PWNED; }',
    'BASH_FUNC_mount%%': '() { :; }',
  };
  const ran = await labreport(['generate', 'two-clients', '--quiet', '--out', join(out, 'report')], { cwd, env });
  expect(ran).toEqual({ status: 0, stdout: '', stderr: '' });
  const rendered = await labreport(['render', join(out, 'report'), '--format', 'html'], { cwd, env });
  expect(rendered).toMatchObject({ status: 0, stderr: '' });
  expect(await snapshot(cwd)).toEqual(before);
});
