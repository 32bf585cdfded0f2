import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { makeFolder } from '../labreport.ts';

describe('the package', () => {
  test('packed and installed with npm, works in an empty folder', { timeout: 120_000 }, async () => {
    const folder = await makeFolder();
    // dist/ is there: a build beside the tests would pull it away from others.
    const packed = await execa('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]);
    const [{ filename, files }] = JSON.parse(packed.stdout);
    const top = new Set(files.map(({ path }: { path: string }) => path.split('/')[0]));
    expect([...top].sort()).toEqual(
      ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'labs', 'package.json', 'scaffold', 'templates'].filter(
        (name) => top.has(name),
      ),
    );
    expect(files.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining([
        'dist/cli.js',
        'dist/runner.js',
        'dist/LICENSES.txt',
        'labs/lab.schema.json',
        'labs/two-clients/lab.yaml',
        'labs/two-clients/src/Makefile',
        'templates/two-clients.md.hbs',
        'LICENSE',
        'README.md',
        'scaffold/labs/my-lab/lab.yaml',
        'scaffold/labs/my-lab/src/Makefile',
        'scaffold/templates/my-lab.md.hbs',
      ]),
    );
    const prefix = join(folder, 'prefix');
    const flags = ['--prefix', prefix, '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
    await execa('npm', ['install', '--global', ...flags, join(folder, filename)]);
    const cwd = await makeFolder();
    const labreport = join(prefix, 'bin/labreport');
    expect((await execa(labreport, ['--version'], { cwd })).stdout).toBe(manifest.version);
    const { exitCode, stdout, stderr } = await execa(labreport, ['generate', 'two-clients'], { cwd, reject: false });
    expect({ exitCode, stderr }, stdout).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/\nreports\/two-clients\/report\.md: 5 of 5 claims held, /);
    expect(await readdir(cwd)).toEqual(['reports']);
    expect(await readFile(join(cwd, 'reports/two-clients/report.md'), 'utf8')).toMatch(/^# Two clients/);
  });
});
