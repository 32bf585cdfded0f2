import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { cli, isLong, makeFolder, makeLab } from '../labreport.ts';
import { SERVED } from '../served.ts';

const LAB = isLong ? 'two-clients' : 'small';
/** The oldest Node.js that labreport runs on, and the later ones that are kept up. */
const VERSIONS = ['20.19.0', '22.22.0', '24.13.0'];

/** Gives a Node.js as npm has it, fetched once; undefined where the registry can’t be reached. */
async function fetchNode(version: string): Promise<string | undefined> {
  const name = `node-linux-${process.arch}`;
  const kept = resolve('node_modules/.cache', `node-${version}`, 'bin', 'node');
  if (existsSync(kept)) return kept;
  const folder = await makeFolder();
  const flags = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  const { failed } = await execa('npm', ['install', ...flags, `${name}@${version}`], {
    reject: false,
    timeout: 90_000,
  });
  if (failed) return undefined;
  // Whole or not at all: another test may look for it.
  const fresh = resolve('node_modules/.cache', `node-${version}-${process.pid}`);
  await mkdir(join(fresh, 'bin'), { recursive: true });
  await cp(join(folder, 'node_modules', name, 'bin', 'node'), join(fresh, 'bin', 'node'));
  await rename(fresh, resolve('node_modules/.cache', `node-${version}`)).catch(() => rm(fresh, { recursive: true }));
  return kept;
}

/** All have the same folder for caches: what one keeps must not reach another. */
const caches = await makeFolder();

test.for(VERSIONS)('Node.js %s', { timeout: 180_000 }, async (version, { skip }) => {
  const node = await fetchNode(version);
  if (node === undefined) return skip(`npm can’t fetch Node.js ${version} here`);
  const cwd = isLong ? await makeFolder() : await makeLab(SERVED);
  const run = async (...args: string[]) => {
    const env = { HOME: cwd, NO_COLOR: '1', XDG_CACHE_HOME: caches };
    const { exitCode, stdout, stderr } = await execa(node, [cli, ...args], { cwd, env, reject: false });
    return { exitCode, stdout: stdout.split('\n').at(-1), stderr };
  };
  // The second time with the bytecode of the first.
  for (let time = 0; time < 2; time++) {
    expect(await run('--version')).toEqual({ exitCode: 0, stdout: manifest.version, stderr: '' });
    expect(await run('generate', LAB)).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: expect.stringContaining(isLong ? '5 of 5 claims held' : '2 of 2 claims held'),
    });
    expect(await run('check', `reports/${LAB}`)).toMatchObject({ exitCode: 0, stderr: '' });
  }
});
