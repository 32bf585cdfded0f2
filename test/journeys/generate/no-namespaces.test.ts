import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import { cli, labreport, labYaml, makeLab } from '../labreport.ts';

const LAB = `${labYaml('  - { moment: echo, on: vit001, run: echo hello }\n', 'source: src\nbuild: make\n')}claims:
  said: { says: It says hello, in: echo, shows: hello }
`;
const WIRED = `${labYaml('  - { capture: wire, on: vit001 }\n  - { moment: echo, on: vit001, run: echo hello }\n')}claims:
  said: { says: It says hello, in: echo, shows: hello }
  sent: { says: Nothing is sent, never: { protocol: UDP }, capture: wire }
`;
const FILES = { 'labs/small/src/Makefile': 'all:\n', 'labs/wired/lab.yaml': WIRED };
const REASON =
  'unshare: unshare failed: No space left on device (no more user namespaces are allowed here: user.max_user_namespaces)';

let cwd: string;
let inside: (...args: string[]) => Promise<{ status: number | undefined; stdout: string; stderr: string }>;

/** In a container that allows no user namespaces; a file of proc(5) is not to be had where there are none at all. */
const canForbid = await execa('unshare', ['-Ur', 'sh', '-c', 'echo 0 >/proc/sys/user/max_user_namespaces'], {
  reject: false,
}).then(({ failed }) => !failed);

beforeAll(async () => {
  cwd = await makeLab(LAB, { files: FILES });
  inside = async (...args) => {
    const script = 'echo 0 >/proc/sys/user/max_user_namespaces; exec "$@"';
    const argv = ['-Ur', 'sh', '-c', script, 'sh', process.execPath, cli, ...args];
    const { exitCode, stdout, stderr } = await execa('unshare', argv, {
      cwd,
      reject: false,
      env: { HOME: cwd, NO_COLOR: '1' },
      stdin: 'ignore',
      timeout: 60_000,
    });
    return { status: exitCode, stdout, stderr };
  };
});

const ownOf = () => join(cwd, 'labs/small/src');

describe.runIf(canForbid)('where user namespaces are refused', () => {
  test('a lab runs on the loopback device, and the output and the report say so', async () => {
    const { status, stdout, stderr } = await inside('generate', 'small');
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`! no hosts made of namespaces here: ${REASON}\n`);
    expect(stdout).toMatch(/hosts vit001, vit002 \(loopback\)/);
    const { driver } = JSON.parse(await readFile(join(cwd, 'reports/small/record.json'), 'utf8'));
    expect(driver.limits[0]).toEqual({ id: 'driverUnusable', values: { driver: 'namespaces', why: REASON } });
    expect(await inside('update', 'reports/small')).toMatchObject({ status: 0, stderr: '' });
  });

  test('what can’t be tested there is no success', async () => {
    const { status, stdout, stderr } = await inside('generate', 'wired');
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
    expect(stdout).toMatch(/1 of 2 claims held, 1 of 2 not testable/);
    expect(await inside('check', 'reports/wired')).toMatchObject({ status: 3 });
    // Confined it can't be run there.
    expect(await inside('verify', 'reports/wired', '--unconfined')).toMatchObject({ status: 3 });
    const submitted = await labreport(['submit', 'reports/wired', '--set', 'author=A'], { cwd });
    expect(submitted.stdout).toMatch(/! reports\/wired: nothing is wrong, 1 of 2 claims held, 1 of 2 not testable/);
    expect(submitted.status).toBe(3);
  });

  test.each([
    ['generate', () => ['generate', 'small', '--source', ownOf(), '--out', 'own']],
    ['generate with a driver', () => ['generate', 'small', '--driver', 'namespaces', '--out', 'own']],
    ['verify', () => ['verify', 'reports/made']],
  ])('what can’t be run there is told, with status 2: %s', async (name, args) => {
    if (name === 'verify') await labreport(['generate', 'small', '--out', 'reports/made', '--quiet'], { cwd });
    const { status, stderr } = await inside(...args());
    expect(status).toBe(2);
    expect(stderr).toMatch(/^labreport: /);
  });
});
