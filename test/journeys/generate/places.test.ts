import { once } from 'node:events';
import { chmod, chown, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, describe, expect, test } from 'vitest';
import { tell } from '../../../src/language/tell.ts';
import { readRecord } from '../../../src/record/read-record.ts';
import { runOnFullDisk } from '../full-disk.ts';
import {
  cli,
  ECHO_SOURCES,
  isLong,
  isRoot,
  labreport,
  labYaml,
  makeFolder,
  makeLab,
  ORDINARY,
  said,
  snapshot,
  writeFiles,
} from '../labreport.ts';
import { Sandbox } from '../sandbox.ts';

const ECHO = labYaml('  - { moment: echo, on: vit001, run: echo hello }\n');
const user = 'ordinary';

describe('a folder that cannot be written', () => {
  const refusal = (out: string, reason: string) =>
    `can't write the report to ${out}, expected a folder that can be written: ${reason}\n` +
    '  Choose another folder with --out DIR, or make room. The previous report is as it was.';

  test('reports/ of somebody else', async () => {
    const cwd = await makeLab(ECHO, { user });
    expect((await labreport(['generate', 'small'], { cwd, user })).status).toBe(0);
    await chmod(join(cwd, 'reports'), 0o555);
    const before = await snapshot(cwd);
    const ran = await labreport(['generate', 'small', '--quiet'], { cwd, user });
    expect(ran.status).toBe(2);
    expect(said(ran, cwd)).toBe(refusal('CWD/reports/small', 'this user may not write there (EACCES)'));
    await chmod(join(cwd, 'reports'), 0o755);
    expect(await snapshot(cwd)).toEqual(before);
  });

  test.each([
    ['lab.txt', 'a part of the path is a file, not a folder (ENOTDIR)'],
    ['lab.txt/report', 'a part of the path is a file, not a folder (ENOTDIR)'],
  ])('--out %s', async (out, reason) => {
    const cwd = await makeLab(ECHO, { user, files: { 'lab.txt': 'mine' } });
    const before = await snapshot(cwd);
    const ran = await labreport(['generate', 'small', '--quiet', '--out', out], { cwd, user });
    expect({ status: ran.status, stdout: ran.stdout, says: said(ran, cwd) }).toEqual({
      status: 2,
      stdout: '',
      says: refusal(`CWD/${out}`, reason),
    });
    expect(await snapshot(cwd)).toEqual(before);
  });

  test('--out with a folder that is no report', async () => {
    const cwd = await makeLab(ECHO, { user });
    const before = await snapshot(cwd);
    const ran = await labreport(['generate', 'small', '--quiet', '--replace', '--out', 'labs'], { cwd, user });
    expect(said(ran, cwd)).toBe(
      "CWD/labs holds other files, expected a folder that is new, empty or a report's\n  For example: --out labs/report",
    );
    expect(await snapshot(cwd)).toEqual(before);
  });

  test('a report that others may read, as the umask lets them', async () => {
    const cwd = await makeLab(ECHO, { user });
    expect((await labreport(['generate', 'small', '--out', 'out'], { cwd, user })).status).toBe(0);
    expect((await stat(join(cwd, 'out'))).mode & 0o777).toBe(0o777 & ~process.umask());
  });
});

describe('in a sandbox', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  const LONG = 'head -c 150000 /dev/zero | tr "\\\\0" x';
  test.each<[string, string, number]>([
    ['a terminal', labYaml(`  - { open: shell, on: vit001, run: '${LONG}; echo done', until: done }\n`), 100_000],
    ['a moment', labYaml(`  - { moment: shell, on: vit001, run: '${LONG}' }\n`), 100_000],
    ['a build', labYaml('  - { moment: shell, on: vit001, run: ls }\n', 'source: src\nbuild: make all\n'), 50_000],
  ])('the disk is full: %s', async (_, lab, stepBytes) => {
    const cwd = await makeLab(ECHO, { user, files: { ...ECHO_SOURCES, 'reports/.keep': '' } });
    const owner = isRoot ? `,uid=${ORDINARY},gid=${ORDINARY}` : '';
    sandbox = await Sandbox.open(`mount -t tmpfs -o size=1m${owner} tmpfs ${cwd}/reports`);
    expect((await sandbox.run(['generate', 'small'], { cwd, user })).status).toBe(0);
    await writeFiles(cwd, { 'labs/small/lab.yaml': lab }, user);
    const reports = sandbox.path(`${cwd}/reports`);
    const run = () => sandbox.run(['generate', 'small', '--quiet'], { cwd, user });
    const failed = await runOnFullDisk({ reports, stepBytes: isLong ? 50_000 : stepBytes, run });
    expect(failed.length).toBeGreaterThan(1);
    for (const ran of failed) {
      expect({ status: ran.status, stdout: ran.stdout, says: said(ran, cwd) }).toEqual({
        status: 2,
        stdout: '',
        says:
          "can't write the report to CWD/reports/small, expected a folder that can be written: the disk is full (ENOSPC)\n" +
          '  Choose another folder with --out DIR, or make room. The previous report is as it was.',
      });
    }
  });

  test('a tool that may not be run', async () => {
    const cwd = await makeLab(labYaml('  - { moment: sockets, on: vit001, run: netstat -ptan }\n'), { user });
    sandbox = await Sandbox.open('for f in /bin/netstat /usr/bin/netstat; do mount --bind /dev/null $f; done');
    const ran = await sandbox.run(['generate', 'small', '--quiet'], { cwd, user });
    expect(said(ran, cwd)).toBe(
      'this lab runs netstat, expected to find it on this machine\n  sudo apt-get install net-tools',
    );
    expect(await snapshot(join(cwd, 'reports'))).toEqual({});
  });

  test.each([
    ['unshare', 'spawn unshare EACCES'],
    ['ip', 'could not make the lab\'s hosts: "ip -batch -" ended with status null: spawn ip EACCES'],
  ])('without %s the hosts are made on loopback, and the report says why', async (tool, why) => {
    const cwd = await makeLab(ECHO, { user });
    sandbox = await Sandbox.open(`for f in /bin/${tool} /usr/bin/${tool}; do mount --bind /dev/null $f; done`);
    const { status, stdout, stderr } = await sandbox.run(['generate', 'small'], { cwd, user });
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
    const { driver } = readRecord(join(cwd, 'reports/small'));
    expect(driver.name).toBe('loopback');
    const [first] = driver.limits;
    expect(first && tell(first)).toBe(`The namespaces driver could not be used here: ${why}`);
    expect(await readFile(join(cwd, 'reports/small/report.md'), 'utf8')).toMatch(
      /^- By: labreport \S+, with hosts of the driver loopback\n.*\n(?:- .*\n)*- Not shown here: The namespaces driver could not be used here: /m,
    );
  });

  test('a compiler that is missing', async () => {
    const lab = labYaml('  - { moment: list, on: vit001, run: ls }\n', 'source: src\nbuild: make all\n');
    const cwd = await makeLab(lab, { user, files: ECHO_SOURCES });
    sandbox = await Sandbox.open('for f in /usr/bin/*cc /usr/bin/*gcc-[0-9]*; do mount --bind /dev/null $f; done');
    const ran = await sandbox.run(['generate', 'small', '--quiet'], { cwd, user });
    expect(said(ran, cwd)).toMatch(
      /^labs\/small\/lab\.yaml the build failed, expected "make all" to end with status 0: make: cc: .*\n {2}It printed:\n/,
    );
    expect(await snapshot(join(cwd, 'reports'))).toEqual({});
  });
});

test('on loopback, a port that another program of this machine holds', async () => {
  const foreign = createServer().listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  const { port } = foreign.address() as { port: number };
  try {
    const cwd = await makeFolder();
    const ran = await labreport(
      ['generate', 'two-clients', '--driver', 'loopback', '--quiet', '--set', `port=${port}`],
      {
        cwd,
      },
    );
    expect({ status: ran.status, stdout: ran.stdout }).toEqual({ status: 2, stdout: '' });
    expect(said(ran, cwd)).toBe(
      `PACKAGE/labs/two-clients/lab.yaml:21 port ${port} of vit001 is in use (LISTEN), expected it to be free for ` +
        `terminal server: ./TCPechod ${port}\n` +
        `  End what holds it, or choose another port: --set port=${port + 1}`,
    );
    expect(await snapshot(join(cwd, 'reports'))).toEqual({});
  } finally {
    foreign.close();
  }
});

test.runIf(isRoot)('a user whom the system has no name and no home for, as in many containers', async () => {
  const unknown = 54_321;
  const cwd = await makeLab(ECHO, { user });
  await chown(cwd, unknown, unknown);
  const script =
    'unset HOME; for command in "generate small --quiet" "check reports/small"; do "$@" $command; echo $?; done';
  const ran = await execa('bash', ['-c', script, 'bash', process.execPath, cli], { cwd, uid: unknown, gid: unknown });
  expect({ status: ran.stdout.match(/^\d$/gm), stderr: ran.stderr }).toEqual({ status: ['0', '0'], stderr: '' });
});
