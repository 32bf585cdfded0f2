import { appendFile, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as limit } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendSignal } from '../../../src/hosts/send-signal.ts';
import { checkFiles } from '../../../src/record/integrity.ts';
import { readRecord } from '../../../src/record/read-record.ts';
import { random } from '../../random.ts';
import { runOnFullDisk } from '../full-disk.ts';
import { isLong, isRoot, makeFolder, makeLab, ORDINARY, said, snapshot, users, writeFiles } from '../labreport.ts';
import { eventually, Sandbox } from '../sandbox.ts';
import { SERVED } from '../served.ts';

const user = users.at(-1) ?? 'ordinary';
const LAB = isLong ? 'two-clients' : 'small';
const KILLS = isLong ? 60 : 6;
const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
const MINE = '\n## My own section\n\nI have thought about it.\n';

/** Where that lab can be run. */
const makeWork = () =>
  isLong ? makeFolder(user) : makeLab(SERVED, { user, template: '{{head}}\n\n{{moment "client"}}\n' });

let sandbox: Sandbox;
afterEach(() => sandbox.close());

describe('an update that is killed', () => {
  beforeEach(async () => {
    sandbox = await Sandbox.open();
  });

  test(`leaves the report as it was, or refreshed, ${KILLS} times`, {
    timeout: isLong ? 300_000 : 120_000,
  }, async () => {
    const cwd = await makeWork();
    const dir = join(cwd, 'reports', LAB);
    const update = ['update', join('reports', LAB), '--quiet'];
    expect((await sandbox.run(['generate', LAB, '--quiet'], { cwd, user })).status).toBe(0);
    await appendFile(join(dir, 'report.md'), MINE);
    const beganMs = performance.now();
    expect(await sandbox.run(update, { cwd, user })).toEqual({ status: 0, stdout: '', stderr: '' });
    const tookMs = performance.now() - beganMs;
    const next = random(7);
    for (let i = 0; i < KILLS; i++) {
      const before = await snapshot(dir);
      const { child, ended } = sandbox.start(update, { cwd, user });
      await Promise.race([limit(next() * tookMs), ended]);
      const pid = sandbox.labreport(child);
      if (pid !== undefined) sendSignal(pid, SIGNALS[i % SIGNALS.length] as NodeJS.Signals);
      const { stderr } = await ended;
      expect(stderr).toBe('');
      await expect.poll(() => sandbox.processes(), eventually).toEqual([]);
      await expectWhole(dir, before);
    }
    expect((await sandbox.run(update, { cwd, user })).status).toBe(0);
    expect(await readdir(join(cwd, 'reports'))).toEqual([LAB]);
  });
});

/** The report of before, or a new one with all that its author wrote; a kill may be just between the two names. */
async function expectWhole(dir: string, before: Record<string, string>): Promise<void> {
  const report = await snapshot(dir);
  const aside = (await readdir(dirname(dir))).find((name) => name.startsWith(`.${LAB}.previous-`));
  const previous = aside === undefined ? {} : await snapshot(join(dirname(dir), aside));
  const found = Object.keys(report).length > 0 ? report : previous;
  if (found['record.json'] === before['record.json']) {
    expect(found).toEqual(before);
    return;
  }
  expect((await checkFiles({ record: readRecord(dir), dir })).findings).toEqual([]);
  expect((await readFile(join(dir, 'report.md'), 'utf8')).endsWith(MINE)).toBe(true);
}

describe('a disk that is full', () => {
  test('in the middle of an update leaves the report as it was', async () => {
    const cwd = await makeWork();
    await writeFiles(cwd, { 'reports/.keep': '' }, user);
    const owner = isRoot ? `,uid=${ORDINARY},gid=${ORDINARY}` : '';
    sandbox = await Sandbox.open(`mount -t tmpfs -o size=2m${owner} tmpfs ${cwd}/reports`);
    expect((await sandbox.run(['generate', LAB], { cwd, user })).status).toBe(0);
    // A path from the folder itself would lead below what is mounted there.
    const elsewhere = await makeFolder(user);
    const update = ['update', join(cwd, 'reports', LAB), '--quiet'];
    const reports = sandbox.path(`${cwd}/reports`);
    await appendFile(join(reports, LAB, 'report.md'), MINE);
    const run = () => sandbox.run(update, { cwd: elsewhere, user });
    const failed = await runOnFullDisk({ reports, stepBytes: isLong ? 60_000 : 20_000, run });
    expect(failed.length).toBeGreaterThan(1);
    for (const ran of failed) {
      expect({ status: ran.status, stdout: ran.stdout, says: said(ran, cwd) }).toEqual({
        status: 2,
        stdout: '',
        says:
          `can't write the report to CWD/reports/${LAB}, expected a folder that can be written: the disk is full (ENOSPC)\n` +
          '  Make room and update again. The report is as it was.',
      });
    }
    const text = await readFile(join(reports, LAB, 'report.md'), 'utf8');
    expect(text.endsWith(MINE)).toBe(true);
  });
});
