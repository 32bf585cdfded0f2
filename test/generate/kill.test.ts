import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as limit } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isLong, labYaml, makeFolder, makeLab, snapshot, type User, users } from './labreport.ts';
import { eventually, Sandbox } from './sandbox.ts';

const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
type Signal = (typeof SIGNALS)[number];
const DRIVERS = ['namespaces', 'loopback'] as const;
const setups = DRIVERS.flatMap((driver) => users.map((user) => ({ driver, user })));
/** In all, over all set-ups. */
const kills = (isLong ? 100 : 8) / setups.length;

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await Sandbox.open();
});
afterEach(() => sandbox.close());

/** What is there when no labreport runs. */
async function state(cwd: string) {
  return { report: await snapshot(join(cwd, 'reports/two-clients')), ...sandbox.surroundings() };
}

/** Kills a labreport when `moment` settles; nothing of its lab may be left a second later. */
async function kill(options: {
  args: string[];
  cwd: string;
  user: User;
  signal: Signal;
  moment: () => Promise<unknown>;
}) {
  const { args, cwd, user, signal, moment } = options;
  const { child, ended } = sandbox.start(args, { cwd, user });
  await Promise.race([moment(), ended]);
  const pid = sandbox.labreport(child);
  if (pid !== undefined) process.kill(pid, signal);
  const ran = await ended;
  await expect.poll(() => sandbox.processes(), { timeout: 1_000, interval: 5 }).toEqual([]);
  return ran;
}

test.each(setups)(
  `killed at ${kills} random moments: $driver, $user`,
  { timeout: isLong ? 300_000 : 40_000 },
  async ({ driver, user }) => {
    const cwd = await makeFolder(user);
    const args = ['generate', 'two-clients', '--driver', driver, '--quiet'];
    const success = { status: 0, stdout: '', stderr: '' };
    const beganMs = performance.now();
    expect(await sandbox.run(args, { cwd, user })).toEqual(success);
    const tookMs = performance.now() - beganMs;
    const next = random(DRIVERS.indexOf(driver) * 2 + users.indexOf(user) + 1);
    for (let i = 0; i < kills; i++) {
      const before = await state(cwd);
      const earlier = await readdir(join(cwd, 'reports'));
      const signal = SIGNALS[i % SIGNALS.length] as Signal;
      const ran = await kill({ args, cwd, user, signal, moment: () => limit(next() * tookMs) });
      expect([success, { status: signal, stdout: '', stderr: '' }]).toContainEqual(ran);
      if (ran.status === signal) expect(await state(cwd)).toEqual(before);
      if (signal !== 'SIGKILL') expect(earlier).toEqual(expect.arrayContaining(await readdir(join(cwd, 'reports'))));
    }
    const { mounts, devices } = await state(cwd);
    expect(await sandbox.run(args, { cwd, user })).toEqual(success);
    expect(await readdir(join(cwd, 'reports'))).toEqual(['two-clients']);
    expect(sandbox.surroundings()).toEqual({ mounts, devices });
  },
);

const DAEMON = `trap '' HUP INT QUIT TERM PIPE USR1 USR2 ALRM TSTP
cd /
if [ "$1" != child ]; then
  (setsid "$0" child </dev/null >/dev/null 2>&1 &)
  exec 2>/dev/null
  echo ready
fi
while :; do sleep 0.01; done
`;

test.each(setups.flatMap((setup) => SIGNALS.map((signal) => ({ ...setup, signal }))))(
  'a program that leaves its session and ignores signals: $driver, $user, $signal',
  async ({ driver, user, signal }) => {
    const steps = labYaml(
      '  - { open: daemon, on: vit001, run: exec bash $PWD/daemon.sh, until: ready }\n  - { wait: { sockets: vit001, state: LISTEN, count: 7 }, limit: 60s }\n',
      'source: src\n',
    );
    const cwd = await makeLab(steps.replace('exec bash', './daemon.sh #'), {
      files: { 'labs/small/src/daemon.sh': `#!/bin/bash\n${DAEMON}` },
      user,
    });
    void cwd;
    void signal;
    void driver;
  },
);

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function random(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at + 0x6d2b79f5) | 0;
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
void eventually;
