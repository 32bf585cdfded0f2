import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isKernel } from '../../../src/hosts/kernel.ts';
import type { RunRecord } from '../../../src/record/run-record.ts';
import { findTool } from '../../../src/tools/find.ts';
import { isLong, labYaml, makeFolder, makeLab, said, type User, users } from '../labreport.ts';
import { eventually, Sandbox } from '../sandbox.ts';
import { HOSTILE, MAKEFILE } from './own-code.ts';

const canConfine = findTool('bwrap') !== undefined;
const ROUNDS = isLong ? 120 : 3;

const BOMBS = (Object.keys(HOSTILE) as (keyof typeof HOSTILE)[]).filter((name) => name.startsWith('forks'));
const PLACES = ['a program', 'the build', 'a moment'] as const;
type Place = (typeof PLACES)[number];

const STEPS: Record<Place, string> = {
  'a program': '{ open: bomb, on: vit001, run: ./hostile, until: begun }',
  'the build': '{ moment: bomb, on: vit001, run: echo never }',
  'a moment': '{ moment: bomb, on: vit001, run: "./hostile >/dev/null" }',
};

const rounds = Array.from({ length: ROUNDS }, (_, i) => ({
  bomb: BOMBS.at(-1 - (Math.floor(i / 3) % BOMBS.length)) as (typeof BOMBS)[number],
  place: PLACES[i % PLACES.length] as Place,
  user: users[Math.floor(i / 12 + i / 3) % users.length] as User,
}));

/** Should labreport fail, the machine is to survive it: only since Linux 6.14 is this number the namespace's own. */
const BOUND = isKernel(6, 14) ? 'echo 5000 >/proc/sys/kernel/pid_max' : '';

async function makeBomb({ bomb, place, user }: (typeof rounds)[number]): Promise<string> {
  const run = place === 'the build' ? '\t./hostile\n' : '';
  const steps = `  - { open: steady, on: vit001, run: "echo ready; cat", until: ready }
  - ${STEPS[place]}
  - { wait: { processes: vit001, program: hostile, count: 0 }, limit: 60s }
  - { moment: after, on: vit001, run: echo still here }
  - { type: hello, into: steady, until: hello }
`;
  const files = {
    'own/hostile.c': HOSTILE[bomb],
    'own/Makefile': `${MAKEFILE}`.replace('all: hostile\n', `all: hostile\n${run}`),
  };
  const lab = labYaml(steps, 'source: src\nbuild: make all\n');
  return makeLab(lab, { user, files: { ...files, 'labs/small/src/Makefile': MAKEFILE } });
}

/** What leaves a build or a moment ends with it, as soon as the command itself has ended: before it is too many. */
const endsWithIts = ({ bomb, place }: (typeof rounds)[number]) =>
  bomb === 'forks for ever out of sight' && place !== 'a program';

describe.skipIf(!canConfine)('a fork bomb is ended for its limit, and disturbs nobody', () => {
  test.each(rounds)('$bomb, in $place, $user', async (round) => {
    const { place, user } = round;
    const cwd = await makeBomb(round);
    const beside = await makeFolder(user);
    const sandbox = await Sandbox.open(BOUND);
    try {
      const [own, other] = await Promise.all([
        sandbox.run(['generate', 'small', '--source', 'own', '--quiet'], { cwd, user }),
        sandbox.run(['generate', 'two-clients', '--quiet'], { cwd: beside, user }),
      ]);
      expect(other, 'the run beside it').toEqual({ status: 0, stdout: '', stderr: '' });
      await expect.poll(() => sandbox.processes(), eventually).toEqual([]);
      if (endsWithIts(round)) expect(own).toEqual({ status: 0, stdout: '', stderr: '' });
      else if (place === 'the build')
        expect(said(own, cwd)).toContain('was ended for its limit `processes` (64 processes)');
      else await expectGoneOn(cwd);
    } finally {
      await sandbox.close();
    }
  });
});

async function expectGoneOn(cwd: string): Promise<void> {
  const record: RunRecord = JSON.parse(await readFile(join(cwd, 'reports/small/record.json'), 'utf8'));
  expect(record.run.failure).toBeUndefined();
  const bomb = record.evidence.find(({ id }) => id === 'bomb');
  expect(bomb).toMatchObject({ limit: { name: 'processes', limit: 64, unit: 'processes' } });
  const { beganMs, endedMs } = record.steps[2] as { beganMs: number; endedMs: number };
  if (isLong) console.info(`over ${Math.round(endedMs - beganMs)} ms after its step`);
}
