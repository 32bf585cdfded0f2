import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { DriverName, Need } from '../../src/hosts/host-driver.ts';
import { findTool } from '../../src/tools/find.ts';
import { buildProgram } from '../build-program.ts';
import { runInside } from './inside.ts';

const PROGRAM = 'test/hosts/try-driver.ts';

/** Runs what comes behind it where /usr has all but one tool. */
function without(tool: string): string[] {
  const hide = `mount -t tmpfs tmpfs /mnt && mkdir /mnt/upper /mnt/work &&
mount -t overlay overlay -o lowerdir=/usr,upperdir=/mnt/upper,workdir=/mnt/work,userxattr /usr &&
rm -f "/usr/bin/$0" "/usr/sbin/$0" && exec "$@"`;
  return ['unshare', '--user', '--map-root-user', '--mount', 'bash', '-c', hide, tool];
}

const folder = mkdtempSync(join(tmpdir(), 'labreport-probe-'));
afterAll(() => rmSync(folder, { recursive: true }));
const probe = await buildProgram(
  folder,
  `import { drivers } from './src/hosts/drivers.ts';
console.log(JSON.stringify(await drivers[process.argv[2]].probe()));
`,
);

/** What a driver finds to be missing. */
function unmet(driver: DriverName, tool: string): Need[] {
  const argv = [...without(tool), process.execPath, probe, driver];
  const needs: Need[] = JSON.parse(execFileSync('env', argv, { encoding: 'utf8' }));
  return needs.filter(({ met }) => !met);
}

/** A file system above another can be had in a user namespace since Linux 5.11, where /usr is of a kind that it takes. */
function canHide(): boolean {
  try {
    execFileSync('env', [...without('bwrap'), 'true'], { stdio: 'ignore' });
    return ['ip', 'tcpdump', 'bwrap'].every((tool) => findTool(tool) !== undefined);
  } catch {
    return false;
  }
}

const NO_HOSTS = { hint: 'Run "labreport doctor" to see what this machine lacks.' };
const HOSTS = ['vit001', 'vit002'];

describe.runIf(canHide())('where a tool is missing', () => {
  test.each([
    [
      'namespaces',
      'ip',
      ['capabilities inside them (mount a tmpfs, make a network namespace)', 'virtual cables and switches', 'captures'],
    ],
    ['namespaces', 'tcpdump', ['captures']],
    ['namespaces', 'bwrap', ['confinement of programs that are not a lab’s own (--source)']],
    [
      'namespaces',
      'perl',
      ['programs on a host, and the way they ended', 'confinement of programs that are not a lab’s own (--source)'],
    ],
    ['loopback', 'tcpdump', ['captures on the loopback device']],
  ] as const)('%s without %s: what is not met is told, with what mends it', (driver, tool, names) => {
    const needs = unmet(driver, tool);
    expect(needs.map(({ name }) => name)).toEqual(names);
    for (const need of needs) {
      expect(need.seen).toMatch(/not found|No such file/);
      expect(need.mend).toMatch(/^sudo /);
    }
  });

  test.each([
    [
      'ip',
      {
        ...NO_HOSTS,
        message: 'could not make the lab\'s hosts: "ip -batch -" ended with status null: spawn ip ENOENT',
        sandbox: 'opened',
      },
    ],
    [
      'perl',
      {
        message: "could not make the lab's hosts: spawn perl ENOENT: there is no perl here",
        hint: expect.stringMatching(/perl-base/),
      },
    ],
    [
      'bwrap',
      {
        hosts: HOSTS,
        limits: [],
        sandbox:
          'could not make the lab\'s hosts: "bash" ended with status 127: bash: line N: bwrap: command not found',
      },
    ],
  ])('hosts made of namespaces without %s', async (tool, expected) => {
    const told = await runInside('namespaces', PROGRAM, { around: without(tool) });
    // Which line it is depends on what this machine has in /etc.
    expect(JSON.parse(JSON.stringify(told).replaceAll(/line \d+/g, 'line N'))).toEqual([expected]);
  });

  test('hosts of the loopback device need none but perl', async () => {
    expect(await runInside('loopback', PROGRAM, { around: without('ip') })).toMatchObject([{ hosts: HOSTS }]);
  });
});
