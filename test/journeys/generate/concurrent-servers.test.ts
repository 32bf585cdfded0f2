import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import { isLong, labreport, makeFolder, users } from '../labreport.ts';
import { Sandbox } from '../sandbox.ts';

const END = /\nreports\/concurrent-servers\/report\.md: (\d+) of (\d+) claims held, /;

describe('the main lab', () => {
  test.each(users)('all claims held: %s', async (user) => {
    const cwd = await makeFolder(user);
    const { status, stdout, stderr } = await labreport(['generate', 'concurrent-servers'], { cwd, user });
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
    const [, held, all] = END.exec(stdout) ?? [];
    expect(Number(held)).toBeGreaterThan(40);
    expect(held).toBe(all);
  });

  test('on loopback: no claim fails, and what it can not show is not testable', async () => {
    const cwd = await makeFolder('ordinary');
    const sandbox = await Sandbox.open();
    try {
      const args = ['generate', 'concurrent-servers', '--driver', 'loopback'];
      const { status, stdout, stderr } = await sandbox.run(args, { cwd, user: 'ordinary' });
      expect({ status, stderr }, stdout).toEqual({ status: 3, stderr: '' });
      expect(stdout).toMatch(/^reports\/concurrent-servers\/report\.md: .* claims held, .* not testable/m);
    } finally {
      await sandbox.close();
    }
  });

  test.runIf(isLong)('50 runs beside as many busy loops as there are processors', { timeout: 1_200_000 }, async () => {
    const loops = Array.from({ length: availableParallelism() }, startLoop);
    try {
      const cwd = await makeFolder();
      for (let run = 1; run <= 50; run++) {
        const { status, stdout, stderr } = await labreport(['generate', 'concurrent-servers'], { cwd });
        expect({ run, status, stderr }, stdout).toEqual({ run, status: 0, stderr: '' });
      }
    } finally {
      for (const loop of loops) loop.kill('SIGKILL');
    }
  });
});

function startLoop(): ChildProcess {
  return spawn('bash', ['-c', 'while :; do :; done'], { stdio: 'ignore' });
}
