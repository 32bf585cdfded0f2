import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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
        'dist/index.mjs',
        'dist/types/index.d.ts',
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

  test('installed in a project, is imported by a strict TypeScript program', { timeout: 120_000 }, async () => {
    const folder = await makeFolder();
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const [{ filename }] = JSON.parse((await execa('npm', pack)).stdout);
    const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
    await execa('npm', ['install', ...flags, join(folder, filename)], { cwd: folder });
    await symlink(resolve('node_modules/@types'), join(folder, 'node_modules/@types'));
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: STRICT, include: ['*.ts'] }));
    await writeFile(join(folder, 'program.ts'), PROGRAM);
    const compiled = await execa(resolve('node_modules/.bin/tsc'), ['-p', folder], { reject: false });
    expect({ exitCode: compiled.exitCode, stdout: compiled.stdout }).toEqual({ exitCode: 0, stdout: '' });
    const { stdout } = await execa('node', [join(folder, 'program.js')], { cwd: folder });
    expect(stdout).toBe('held: 5 of 5, unknown lab');
  });
});

/** As strict as it gets; also the declarations of packages are checked. */
const STRICT = {
  target: 'es2023',
  module: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
};

const PROGRAM = `
import { type ErrorCode, LabreportError, type RanLab, runLab, tellMessage, type Verdict } from 'labreport';

const run: RanLab = await runLab('two-clients', { signal: AbortSignal.timeout(100_000) });
const held: Verdict[] = run.verdicts.filter(({ status, reason }) => status === 'held' && tellMessage(reason) !== '');
// @ts-expect-error: a port is a text, as on the command line
const wrong: Promise<RanLab> = runLab('no-such-lab', { set: { port: 8990 } });
const said = await wrong.catch((error: unknown) => {
  if (!(error instanceof LabreportError)) throw error;
  const code: ErrorCode = error.code;
  return code === 'lab-not-found' ? 'unknown lab' : code;
});
console.log(\`\${run.whole}: \${held.length} of \${run.verdicts.length}, \${String(said)}\`);
`;
