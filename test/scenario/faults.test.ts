import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { drivers } from '../../src/hosts/drivers.ts';
import type { Confined, DriverName } from '../../src/hosts/host-driver.ts';
import { DEFAULT_LIMITS } from '../../src/lab/limits.ts';
import { loadLab } from '../../src/lab/load.ts';
import { runCommand } from '../../src/scenario/command.ts';
import { Faults } from '../../src/scenario/faults.ts';
import type { Job } from '../../src/scenario/job.ts';
import { Watch } from '../../src/scenario/limits/watch.ts';
import { openThisMachine } from '../hosts/this-machine.ts';
import {
  ECHO_SOURCES,
  isRoot,
  labYaml,
  makeFolder,
  makeLab,
  ORDINARY,
  packageFolder,
  said,
  users,
} from '../journeys/labreport.ts';
import { eventually, Sandbox } from '../journeys/sandbox.ts';

const user = users.at(-1) ?? 'ordinary';
const NAMES = Object.keys(drivers) as DriverName[];
/** Longer than a test may take: whoever waits for it, or for the limit of its step, fails. */
const FLOOD = 'yes | head -c 3000000; exec sleep 1000';

/** Command lines of what runs here and is of these tests; who is dead and has nobody to bury it has none. */
function running(): string[] {
  const lines = readdirSync('/proc').map(commandLine);
  return lines.filter((line) => ['sleep 1000', 'sleep 1234', 'yes'].includes(line));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0$/, '').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

describe.each(NAMES)('a disk that is full while something still runs ends the run at once, %s', (driver) => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  test.each([
    ['a terminal', `  - { open: it, on: vit001, run: "${FLOOD}", until: never, limit: 1000 }\n`, ''],
    [
      'a terminal beside a wait',
      `  - { open: it, on: vit001, run: "${FLOOD}" }\n  - { wait: { processes: vit001, program: sleep, count: 9 }, limit: 1000 }\n`,
      '',
    ],
    ['a moment', `  - { moment: it, on: vit001, run: "${FLOOD}", limit: 1000 }\n`, ''],
    ['a build', '  - { moment: it, on: vit001, run: ls }\n', `source: src\nbuild: "${FLOOD}"\n`],
  ])('%s', async (_, steps, more) => {
    const files = { ...ECHO_SOURCES, 'reports/.keep': '' };
    const cwd = await makeLab(labYaml(steps, more), { user, files });
    const owner = isRoot ? `,uid=${ORDINARY},gid=${ORDINARY}` : '';
    sandbox = await Sandbox.open(`mount -t tmpfs -o size=1m${owner} tmpfs ${cwd}/reports`);
    const ran = await sandbox.run(['generate', 'small', '--quiet', '--driver', driver], { cwd, user });
    expect({ status: ran.status, stdout: ran.stdout, says: said(ran, cwd) }).toEqual({
      status: 2,
      stdout: '',
      says:
        "can't write the report to CWD/reports/small, expected a folder that can be written: the disk is full (ENOSPC)\n" +
        '  Choose another folder with --out DIR, or make room. The previous report is as it was.',
    });
    await expect.poll(() => sandbox.processes(), eventually).toEqual([]);
  });
});

describe.each(NAMES)('a labreport that hears no more of its runner, %s', (driver) => {
  test('has nothing left of the run', async () => {
    const steps = '  - { open: it, on: vit001, run: "echo ready; exec sleep 1234", until: ready }\n';
    const on =
      '  - { moment: one, on: vit001, run: "sleep 0.5" }\n  - { wait: { processes: vit001, program: sleep, count: 9 }, limit: 1000 }\n';
    const cwd = await makeLab(labYaml(steps + on));
    const dir = join(cwd, 'run');
    for (const name of ['src', 'logs']) await mkdir(join(dir, name), { recursive: true });
    const lab = await loadLab({ dir: join(cwd, 'labs/small') });
    const environment = { PATH: process.env.PATH ?? '', HOME: driver === 'loopback' ? dir : '/run/lab' };
    const job: Job = { lab, driver, dir, environment };
    const runner = [process.execPath, join(packageFolder, 'dist/runner.js')];
    const [file, ...args] = drivers[driver].confine(runner) as [string, ...string[]];
    const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe', 'pipe'], detached: true });
    const ended = once(child, 'exit');
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.stdin.write(`${JSON.stringify(job)}\n`);
    for await (const line of createInterface({ input: child.stdout })) {
      if (JSON.parse(line).type === 'step-ended') break;
    }
    await vi.waitUntil(() => running().length > 0, { timeout: 10_000, interval: 5 });
    // What it says next finds nobody (EPIPE); the lifeline on descriptor 3 is whole.
    child.stdout.destroy();
    await ended;
    await vi.waitUntil(() => running().length === 0, { timeout: 10_000, interval: 5 });
    expect(stderr).toBe('');
  });
});

test('a command whose output can’t be kept is ended, and says why', async () => {
  const dir = await makeFolder();
  await mkdir(join(dir, 'logs'));
  await symlink('/dev/full', join(dir, 'logs/flood.txt'));
  const argv = ['bash', '-c', FLOOD];
  const { machine, close } = await openThisMachine();
  onTestFinished(close);
  const options = { machine, argv, environment: { PATH: process.env.PATH ?? '' }, cwd: dir, dir, name: 'flood' };
  const ran = runCommand({ ...options, limit: AbortSignal.timeout(1_000_000) });
  await expect(ran).rejects.toMatchObject({ code: 'ENOSPC', syscall: 'write' });
  await vi.waitUntil(() => running().length === 0, { timeout: 10_000, interval: 5 });
});

test('what goes wrong while programs are watched is told', async () => {
  const faults = new Faults();
  const watch = new Watch(DEFAULT_LIMITS, faults.tell);
  const proc = join(await makeFolder(), 'proc');
  watch.add('it', { proc, disk: '/tmp', destroy: () => {}, wasCrowded: false } as unknown as Confined);
  await expect(faults.first).rejects.toMatchObject({ code: 'ENOENT', syscall: 'scandir' });
  watch.stop();
});
