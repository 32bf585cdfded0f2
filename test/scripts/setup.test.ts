import { once } from 'node:events';
import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeClone, manifest } from './clone.ts';

let clone: Awaited<ReturnType<typeof makeClone>>;
beforeEach(async () => {
  clone = await makeClone();
});
afterEach(() => clone.remove());

const FRESH = ['installing npm packages ...', 'building ...'];
const quiet = { status: 0, stdout: '', stderr: '' };
const told = (...lines: string[]) => ({
  status: 0,
  stdout: '',
  stderr: lines.map((line) => `labreport: ${line}`).join('\n'),
});
const builds = async () => ((await clone.read('builds.log')) ?? '').split('\n').length - 1;
const inAnHour = () => new Date(Date.now() + 3_600_000);

test('a fresh clone is installed and built, and then left alone', async () => {
  expect(await clone.setUp()).toEqual(told(...FRESH));
  expect(await clone.read('node_modules/tiny/package.json')).toBe('{"name":"tiny","version":"1.0.0"}');
  expect(await clone.setUp({ without: ['npm'] })).toEqual(quiet);
  expect(await builds()).toBe(1);
});

test('NODE_ENV=production does not leave out what builds', async () => {
  await clone.setUp({ environment: { NODE_ENV: 'production' } });
  expect(await clone.read('node_modules/tiny/package.json')).toBe('{"name":"tiny","version":"1.0.0"}');
});

test('a changed source is built again, without npm', async () => {
  await clone.setUp();
  await utimes(join(clone.folder, 'src/one.ts'), inAnHour(), inAnHour());
  expect(await clone.setUp({ without: ['npm'] })).toEqual(told('building ...'));
});

test('a removed source is built again, without npm', async () => {
  await clone.setUp();
  await rm(join(clone.folder, 'src/two.ts'));
  expect(await clone.setUp({ without: ['npm'] })).toEqual(told('building ...'));
});

test('a build that did not come to its end is done again', async () => {
  await clone.setUp();
  await rm(join(clone.folder, 'dist/LICENSES.txt'));
  expect(await clone.setUp({ without: ['npm'] })).toEqual(told('building ...'));
});

test('a newer package-lock.json is installed', async () => {
  await clone.setUp();
  await utimes(join(clone.folder, 'node_modules/.package-lock.json'), 0, 0);
  expect(await clone.setUp()).toEqual(told('installing npm packages ...'));
  expect(await clone.setUp()).toEqual(quiet);
});

test('what npm says is shown when it fails', async () => {
  await clone.write('package-lock.json', '{"lockfileVersion": 3, "packages": {}}');
  const { status, stdout, stderr } = await clone.setUp();
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(
    /^labreport: installing npm packages \.\.\.\nlabreport: npm ci .* failed \(1\)\n\n[\s\S]*npm error/,
  );
  expect(await builds()).toBe(0);
});

test('what the build says is shown when it fails', async () => {
  await clone.write('scripts/build.mjs', 'console.log("no entry point"); process.exitCode = 3;');
  const { status, stderr } = await clone.setUp();
  expect(status).toBe(2);
  expect(stderr).toBe(`labreport: installing npm packages ...
labreport: building ...
labreport: ${process.execPath} scripts/build.mjs failed (3)

no entry point`);
});

test('of three set-ups at once one works and the others wait', async () => {
  const results = await Promise.all([clone.setUp(), clone.setUp(), clone.setUp()]);
  expect(results.map(({ status }) => status)).toEqual([0, 0, 0]);
  const lines = results.flatMap(({ stderr }) => stderr.split('\n')).filter((line) => line !== '');
  expect(lines.filter((line) => !line.includes('under way'))).toEqual(FRESH.map((line) => `labreport: ${line}`));
  expect(await builds()).toBe(1);
});

test('a set-up goes on when the one that it waits for is killed', async () => {
  const hold = `import { alone } from './scripts/setup/alone.mjs';
    await alone(process.cwd(), () => { console.log('held'); return new Promise(() => {}); });`;
  const holder = execa(process.execPath, ['--input-type=module', '-e', hold], { cwd: clone.folder, reject: false });
  await once(holder.stdout, 'data');
  const { ended } = await clone.start();
  await once(ended.stderr, 'data');
  holder.kill('SIGKILL');
  const { exitCode, stderr } = await ended;
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: told('another set-up of this folder is under way, waiting for it ...', ...FRESH).stderr,
  });
});

test('an old Node is named before anything else happens', async () => {
  await clone.write('package.json', manifest('>=99.1'));
  expect(await clone.setUp()).toEqual({
    status: 2,
    stdout: '',
    stderr: `labreport: got Node ${process.versions.node}, expected 99.1 or newer\n  https://nodejs.org/en/download`,
  });
});

test('an ordinary user is told the one line that installs what is missing', async () => {
  expect(await clone.setUp({ as: 'user', without: ['make', 'gcc'], apt: 'installs' })).toEqual({
    status: 2,
    stdout: '',
    stderr: 'labreport: not found: gcc, make\n  sudo apt-get install gcc make',
  });
  expect(await clone.read('apt.log')).toBeUndefined();
});

test('a tool that only tests need does not stop an ordinary user', async () => {
  // What tests import is built for them alone.
  await clone.setUp();
  expect(await clone.setUp({ args: ['--test'] })).toEqual(told('building ...'));
  const without = ['tshark', 'strace', 'chromium', 'bwrap'] as const;
  const said = `not found: ${without.join(', ')}; the tests that need it are skipped`;
  expect(await clone.setUp({ as: 'user', args: ['--test'], without })).toEqual(
    told(`${said}\n  sudo apt-get install tshark strace chromium bubblewrap`),
  );
  expect(await clone.setUp({ as: 'user', without })).toEqual(quiet);
});

test('root gets what is missing installed', async () => {
  const result = await clone.setUp({ as: 'root', without: ['make'], apt: 'installs' });
  expect(result).toEqual(told('installing make ...', ...FRESH));
  expect(await clone.read('apt.log')).toBe(
    `noninteractive -o DPkg::Lock::Timeout=300 update
noninteractive -o DPkg::Lock::Timeout=300 install -y --no-install-recommends make
`,
  );
});

test('what apt-get says is shown when it fails', async () => {
  const { status, stderr } = await clone.setUp({ as: 'root', without: ['make'], apt: 'fails' });
  expect(status).toBe(2);
  expect(stderr).toBe(`labreport: installing make ...
labreport: apt-get -o DPkg::Lock::Timeout=300 update failed (100)

E: no network

apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends make failed (100)

E: no network`);
});

test('root without apt-get is told what is missing', async () => {
  expect(await clone.setUp({ as: 'root', without: ['make'] })).toEqual({
    status: 2,
    stdout: '',
    stderr: 'labreport: not found: make\n  sudo apt-get install make',
  });
});

test('a stale clone of somebody else is not touched', async () => {
  expect(await clone.setUp({ as: 'user' })).toEqual({
    status: process.getuid?.() === 0 ? 2 : 0,
    stdout: '',
    stderr: expect.stringContaining(process.getuid?.() === 0 ? `${clone.folder} is not yours to write in` : 'building'),
  });
});
