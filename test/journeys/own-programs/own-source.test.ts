import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { findTool } from '../../../src/tools/find.ts';
import { failureInWords } from '../../failure-in-words.ts';
import {
  ECHO_SOURCES,
  type Files,
  labreport,
  labYaml,
  makeFolder,
  makeLab,
  said,
  snapshot,
  writeFiles,
} from '../labreport.ts';

const canConfine = findTool('bwrap') !== undefined;
if (!canConfine) console.warn('skipped: own sources, because bwrap is not installed');

const HINT =
  '\n  Nothing was run. --source takes a folder with a Makefile and the sources; it is copied, never written to.';
const PROGRAM = {
  'own/Makefile': 'all: server\nserver: server.c\n\tcc -o $@ $<\n',
  'own/server.c': '#include <stdio.h>\nint main(void) { puts("ready"); }\n',
};
const OPEN = '  - { open: server, on: vit001, run: ./server, until: ready }\n';

/** A lab and own sources beside it; what labreport says of them. */
async function runOwn(
  files: Files,
  { steps = OPEN, build = 'make all', args = [] as string[], prepare = async (_: string) => {} } = {},
) {
  const lab = labYaml(steps, `source: src\nbuild: ${build}\n`);
  const cwd = await makeLab(lab, { files: { ...ECHO_SOURCES, ...files } });
  await prepare(cwd);
  const before = await snapshot(join(cwd, 'own'));
  const ran = await labreport(['generate', 'small', '--quiet', '--source', 'own', ...args], { cwd });
  expect(await snapshot(join(cwd, 'own'))).toEqual(before);
  return { cwd, ...ran, says: said(ran, cwd) };
}

const record = async (cwd: string): Promise<RunRecord> =>
  JSON.parse(await readFile(join(cwd, 'reports/small/record.json'), 'utf8'));

describe.skipIf(!canConfine).concurrent('sources that can’t take the place of the lab’s', () => {
  test.each<[string, Files, (cwd: string) => Promise<unknown>, string]>([
    ['no folder', {}, async () => {}, '--source own: it does not exist, expected the folder of your sources'],
    ['a file', { own: 'x' }, async () => {}, '--source own: it is no folder, expected the folder of your sources'],
    [
      'no Makefile',
      { 'own/server.c': 'x' },
      async () => {},
      'own has no Makefile, expected one that can "make all"\n  lab.yaml of small says what its steps run; the lab’s own Makefile is a model.',
    ],
    [
      'no such target',
      { 'own/Makefile': 'server: server.c\n\tcc -o $@ $<\nclean:\n\trm server\n' },
      async () => {},
      'own/Makefile it has no target all, expected all that the lab’s build asks for: make all\n  It has the targets server, clean.',
    ],
    [
      'a link to outside',
      PROGRAM,
      (cwd) => symlink('/etc/passwd', join(cwd, 'own/accounts')),
      `--source own: "accounts" is a link to /etc/passwd, expected links that stay inside the folder${HINT}`,
    ],
    [
      'a link that leads outside by another',
      { ...PROGRAM, 'own/a/b/c': '' },
      async (cwd) => {
        await symlink('../..', join(cwd, 'own/a/b/up'));
        await symlink('a/b/up/../labs', join(cwd, 'own/labs'));
      },
      `--source own: "labs" is a link to a/b/up/../labs, expected links that stay inside the folder${HINT}`,
    ],
    [
      'a FIFO',
      PROGRAM,
      (cwd) => execa('mkfifo', [join(cwd, 'own/pipe')]),
      `--source own: "pipe" is a FIFO, expected files, folders and links inside the folder${HINT}`,
    ],
    [
      'too much',
      PROGRAM,
      (cwd) => execa('truncate', ['-s', '60M', join(cwd, 'own/film.mp4')]),
      `--source own: more than 50 MB, expected sources alone${HINT}`,
    ],
  ])('%s', async (_, files, prepare, expected) => {
    const { status, says } = await runOwn(files, { prepare: async (cwd) => void (await prepare(cwd)) });
    expect({ status, says }).toEqual({ status: 2, says: expected });
  });

  test('a target that only make can tell to be missing', async () => {
    const files = { 'own/Makefile': 'PROGRAMS = server\nall: $(PROGRAMS)\n$(PROGRAMS):\n\ttouch $@\n' };
    const { status, says } = await runOwn(files, { build: 'make all extra' });
    expect(status).toBe(2);
    expect(says).toContain(
      'expected "make all extra" to end with status 0: make: *** No rule to make target \'extra\'.  Stop.\n  The Makefile has the targets all.\n  It printed:\n',
    );
  });

  test('a mistake that the compiler finds is told at its place in the person’s own file', async () => {
    const { status, says } = await runOwn({ ...PROGRAM, 'own/server.c': 'int main(void) { return x; }\n' });
    expect(status).toBe(2);
    expect(says).toMatch(
      /^CWD\/own\/server\.c:1:25 the build failed, expected "make all" to end with status 0: error: .x. undeclared/,
    );
  });

  test('a program that the build has not made is named where a step runs it', async () => {
    const files = { ...PROGRAM, 'own/Makefile': 'all:\n\ttrue\n' };
    const steps = '  - { open: server, on: vit001, run: ./server 80, until: ready }\n';
    const { status, cwd } = await runOwn(files, { steps });
    expect(status).toBe(3);
    expect(failureInWords(await record(cwd))?.seen).toBe(
      'the program ended with status 127, and the last thing printed was "bash: line 1: ./server: No such file or directory"; the build made no ./server',
    );
  });
});

describe.skipIf(!canConfine).concurrent('what is copied', () => {
  test('no histories, reports or programs that were built before; links inside stay links', async () => {
    const files = {
      ...PROGRAM,
      'own/.git/HEAD': 'ref: x\n',
      'own/sub/server.h': '',
      'own/reports/old/record.json': '{}',
      'own/reports/old/logs/x.txt': '',
    };
    const prepare = async (cwd: string) => {
      await symlink('sub/server.h', join(cwd, 'own/link.h'));
      // An old program that is newer than its source: make would take it.
      await execa('cc', ['-o', join(cwd, 'own/server'), '-x', 'c', '-'], { input: 'int main(void) { puts("old"); }' });
    };
    const { status, cwd } = await runOwn(files, { prepare });
    expect(status).toBe(0);
    const { inputs, evidence } = await record(cwd);
    expect(inputs.map(({ path }) => path).filter((path) => path.startsWith('lab/src/'))).toEqual([
      'lab/src/Makefile',
      'lab/src/server.c',
      'lab/src/sub/server.h',
    ]);
    const server = evidence.find(({ id }) => id === 'server');
    expect(await readFile(join(cwd, 'reports/small', server?.log ?? ''), 'utf8')).toBe('ready\r\n');
  });

  test('a report that is made inside the folder of the sources', async () => {
    const { cwd } = await runOwn(PROGRAM);
    const args = ['generate', 'small', '--quiet', '--source', '.', '--out', 'report'];
    const own = join(cwd, 'own');
    await mkdir(join(own, 'labs'), { recursive: true });
    await execa('cp', ['-r', join(cwd, 'labs/small'), join(cwd, 'templates'), join(own, 'labs')]);
    await writeFiles(own, { 'templates/small.md.hbs': '{{head}}\n' });
    for (let i = 0; i < 2; i++)
      expect(await labreport(args, { cwd: own })).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe.concurrent('without confinement', () => {
  test.skipIf(!canConfine)('the loopback driver', async () => {
    const { status, says } = await runOwn(PROGRAM, { args: ['--driver', 'loopback'] });
    expect({ status, says }).toEqual({
      status: 2,
      says: '--source runs programs that labreport does not know, expected to keep that apart from this machine: the loopback driver can’t\n  Leave out --driver loopback.\n  Or run it as you, with all that you may do, when you trust all of it: --unconfined',
    });
  });

  test.each(['namespaces', 'loopback'])('%s, when it was asked for', async (driver) => {
    const { status, cwd } = await runOwn(PROGRAM, { args: ['--unconfined', '--driver', driver] });
    expect(status).toBe(0);
    const found = await record(cwd);
    expect(found.source).toBe('own');
    expect(found).not.toHaveProperty('confinement');
  });

  test('asked for where nothing is confined', async () => {
    const cwd = await makeLab(labYaml(OPEN));
    const ran = await labreport(['generate', 'small', '--unconfined'], { cwd });
    expect({ status: ran.status, says: said(ran, cwd) }).toEqual({
      status: 2,
      says: '--unconfined without --source, expected it where programs are confined\n  A lab’s own programs run as you: its author is whom you trust.',
    });
  });
});

describe.skipIf(!canConfine).concurrent('verify of what did not come with labreport', () => {
  const STEPS = `  - { open: server, on: vit001, run: ./server, until: ready }
  - { moment: nosy, on: vit001, run: "cat SECRET; ls /home /root; echo $HOME" }
  - { moment: eye, on: vit001, run: "netstat -ptan | wc -l" }
`;

  test('runs confined, even where the report was made unconfined', async () => {
    const lab = labYaml(STEPS, 'source: src\nbuild: make all\n');
    const files = {
      'labs/small/src/Makefile': PROGRAM['own/Makefile'],
      'labs/small/src/server.c': PROGRAM['own/server.c'],
    };
    const cwd = await makeLab(lab, { files });
    const secret = join(cwd, 'secret');
    await writeFile(secret, 'SECRET OF MINE\n');
    const labFile = join(cwd, 'labs/small/lab.yaml');
    await writeFile(labFile, (await readFile(labFile, 'utf8')).replace('cat SECRET', `cat ${secret}`));
    expect(await labreport(['generate', 'small', '--quiet'], { cwd })).toMatchObject({ status: 0 });
    // Where the lab is not known: in its author's own folder it would be theirs.
    const [elsewhere, report] = [await makeFolder(), join(cwd, 'reports/small')];
    const ran = await labreport(['verify', report, '--json'], { cwd: elsewhere });
    expect(ran.status).toBe(1);
    const different = JSON.parse(ran.stdout).observations.filter(({ same }: { same: number }) => same === 0);
    expect(different.map(({ id }: { id: string }) => id)).toEqual(['nosy']);
    expect(JSON.stringify(different)).toContain(`cat: ${secret}: No such file or directory`);
    const trusting = await labreport(['verify', report, '--unconfined'], { cwd: elsewhere });
    expect(trusting).toMatchObject({ status: 0 });
  });
});
