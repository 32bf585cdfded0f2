import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { prepareKeep } from '../../src/app/verify/run-again.ts';
import { labreport } from '../journeys/labreport.ts';
import { makeFolder, makeReport } from './report-folder.ts';

let report: string;
let cwd: string;
beforeAll(async () => {
  report = (await makeReport()).dir;
  cwd = await makeFolder();
  await writeFile(join(cwd, 'file'), '');
  await symlink('nowhere', join(cwd, 'dangling'));
});

const SAYS = ', expected a folder that can be written: ';
const commands = () => [
  ['generate', 'two-clients', '--out'],
  ['render', report, '--out'],
  ['submit', report, '--anyway', '--set', 'author=Ada', '--out'],
];

test.each([
  ['/proc/no/such/x', 'none can be made there (ENOENT)'],
  ['dangling/x', 'there is a file of this name (EEXIST)'],
  ['file/x/y', 'a part of the path is a file, not a folder (ENOTDIR)'],
])('where no folder can be made, every command says so: %s', async (path, why) => {
  for (const args of commands()) {
    const { status, stderr } = await labreport([...args, path], { cwd });
    expect({ args, status, stderr }).toEqual({ args, status: 2, stderr: expect.stringContaining(`${SAYS}${why}\n`) });
  }
  // What verify does with --keep, before it runs anything.
  expect(() => prepareKeep(join(path.startsWith('/') ? '' : cwd, path), 1)).toThrow(`${SAYS}${why}`);
});
