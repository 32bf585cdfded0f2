import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as limit } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sendSignal } from '../../../src/hosts/send-signal.ts';
import { checkFiles } from '../../../src/record/integrity.ts';
import { readRecord } from '../../../src/record/read-record.ts';
import { random } from '../../random.ts';
import { isLong, labYaml, makeFolder, makeLab, type Ran, snapshot, type User, users } from '../labreport.ts';
import { eventually, Sandbox } from '../sandbox.ts';
import { SERVED } from '../served.ts';

const LAB = isLong ? 'two-clients' : 'small';
const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
type Signal = (typeof SIGNALS)[number];
const DRIVERS = ['namespaces', 'loopback'] as const;
const setups = DRIVERS.flatMap((driver) => users.map((user) => ({ driver, user })));

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await Sandbox.open();
});
afterEach(() => sandbox.close());

interface Kill {
  args: string[];
  cwd: string;
  user: User;
  signal: Signal;
  /** Settles when labreport is to be killed. */
  moment: (ran: Ran) => Promise<unknown>;
}

/** Kills a labreport, or sees it end before; nothing of its lab may be left. */
async function kill({ args, cwd, user, signal, moment }: Kill): Promise<Ran> {
  const { child, ran, ended } = sandbox.start(args, { cwd, user });
  await Promise.race([moment(ran), ended]);
  const pid = sandbox.labreport(child);
  if (pid !== undefined) sendSignal(pid, signal);
  const result = await ended;
  await expect.poll(() => sandbox.processes(), eventually).toEqual([]);
  return result;
}

/** The report is the one of before, or a whole new one: labreport was killed when it had just replaced it. */
async function expectWhole(cwd: string, before: Record<string, string>): Promise<void> {
  const dir = join(cwd, 'reports', LAB);
  const report = await snapshot(dir);
  const record = readRecord(dir);
  if (report['record.json'] === before['record.json']) expect(report).toEqual(before);
  expect((await checkFiles({ record, dir })).findings).toEqual([]);
  expect(report['report.md']).toBe(record.report?.sha256);
}

describe.each(setups)('$driver, $user', ({ driver, user }) => {
  const kills = (isLong ? 100 : 8) / setups.length;

  test(`killed at ${kills} random moments`, { timeout: isLong ? 300_000 : 120_000 }, async () => {
    const cwd = isLong ? await makeFolder(user) : await makeLab(SERVED, { user });
    // What a killed run leaves in TIME_WAIT holds its port, where hosts are not made anew for each run.
    let port = 8100;
    const args = () => ['generate', LAB, '--driver', driver, '--set', `port=${port++}`];
    const succeed = async () => {
      const { status, stdout, stderr } = await sandbox.run(args(), { cwd, user });
      // An ordinary user may not capture on the machine's loopback device: what claims say of packets can't be tested.
      const expected = driver === 'loopback' && user === 'ordinary' ? 3 : 0;
      expect({ status, stderr }, stdout).toEqual({ status: expected, stderr: '' });
      expect(await readdir(join(cwd, 'reports'))).toEqual([LAB]);
    };
    const beganMs = performance.now();
    await succeed();
    const tookMs = performance.now() - beganMs;
    const next = random(setups.findIndex((setup) => setup.driver === driver && setup.user === user));
    for (let i = 0; i < kills; i++) {
      const [before, around] = [await snapshot(join(cwd, 'reports', LAB)), sandbox.surroundings()];
      const names = await readdir(join(cwd, 'reports'));
      const signal = SIGNALS[i % SIGNALS.length] as Signal;
      const { status, stdout, stderr } = await kill({
        args: args(),
        cwd,
        user,
        signal,
        moment: () => limit(next() * tookMs),
      });
      expect([0, 3, signal], stdout).toContain(status);
      expect(stderr).toBe('');
      expect(sandbox.surroundings()).toEqual(around);
      await expectWhole(cwd, before);
      // Only a SIGKILL may leave a folder behind, and only until the next run.
      if (signal !== 'SIGKILL') expect(names).toEqual(expect.arrayContaining(await readdir(join(cwd, 'reports'))));
    }
    await succeed();
  });

  test.each(isLong ? SIGNALS : [SIGNALS[0]])(
    'a program that forks twice, leaves its session and ignores all signals: %s',
    async (signal) => {
      const lab = labYaml(
        '  - { open: daemon, on: vit001, run: ./daemon, until: ready }\n' +
          '  - { wait: { text: never, on: daemon }, limit: 60s }\n',
        'source: src\nbuild: chmod +x daemon\n',
      );
      const cwd = await makeLab(lab, { files: { 'labs/small/src/daemon': DAEMON }, user });
      const { status, stderr } = await kill({
        args: ['generate', 'small', '--driver', driver],
        cwd,
        user,
        signal,
        moment: async (ran) => {
          await expect.poll(() => ran.stdout, eventually).toContain('open daemon on vit001');
          expect(sandbox.processes()).toContainEqual(expect.stringContaining('daemon child'));
        },
      });
      expect({ status, stderr }).toEqual({ status: signal, stderr: '' });
    },
  );
});

describe.each(setups)('$driver, $user, while the lab is built', ({ driver, user }) => {
  test.each(isLong ? SIGNALS : [SIGNALS[0]])('%s', async (signal) => {
    const lab = labYaml('  - { moment: list, on: vit001, run: ls }\n', 'source: src\nbuild: sleep 1000\n');
    const cwd = await makeLab(lab, { files: { 'labs/small/src/note': '' }, user });
    const building = () =>
      expect.poll(() => sandbox.processes(), eventually).toContainEqual(expect.stringMatching(/^\d+ sleep 1000$/));
    const args = ['generate', 'small', '--driver', driver, '--quiet'];
    const ran = await kill({ args, cwd, user, signal, moment: building });
    expect(ran).toEqual({ status: signal, stdout: '', stderr: '' });
  });
});

const DAEMON = `#!/bin/bash
trap '' HUP INT QUIT TERM PIPE USR1 USR2 ALRM TSTP TTIN TTOU
if [ "$1" != child ]; then (setsid "$0" child </dev/null &>/dev/null &); fi
cd /
[ "$1" = child ] || until pgrep -f 'daemon child' >/dev/null; do :; done
echo ready
while :; do sleep 0.05; done
`;
