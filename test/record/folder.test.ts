import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeRunFolder, replaceReport } from '../../src/record/folder.ts';

/** A report, and a run's folder that is to take its place. */
async function place() {
  const root = await mkdtemp(join(tmpdir(), 'labreport-folder-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const out = join(root, 'report');
  await mkdir(out);
  const dir = await makeRunFolder(out);
  for (const [folder, text] of [
    [out, 'old'],
    [dir, 'new'],
  ] as const) {
    for (const name of ['report.md', 'record.json']) await writeFile(join(folder, name), text);
  }
  const texts = async () => [await readFile(join(out, 'report.md'), 'utf8'), await readdir(root)];
  return { out, dir, name: dir.slice(root.length + 1), texts };
}

test('a report is replaced when it is as it was last read', async () => {
  const { out, dir, texts } = await place();
  expect(await replaceReport(dir, out, 'old')).toBe(true);
  expect(await texts()).toEqual(['new', ['report']]);
});

test('a report that was saved meanwhile, or taken away, is left as it is', async () => {
  const { out, dir, name, texts } = await place();
  await writeFile(join(out, 'report.md'), 'saved');
  expect(await replaceReport(dir, out, 'old')).toBe(false);
  expect(await texts()).toEqual(['saved', [name, 'report']]);
  await rm(join(out, 'report.md'));
  expect(await replaceReport(dir, out, 'old')).toBe(false);
  expect(await readdir(out)).toEqual(['record.json']);
});

test('whatever the umask, a run’s folder is its user’s alone; a report is open to whom the umask lets in', async () => {
  const before = process.umask(0o002);
  onTestFinished(() => void process.umask(before));
  const { out, dir } = await place();
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
  expect(await modeOf(dir)).toBe('700');
  expect(await replaceReport(dir, out)).toBe(true);
  expect(await modeOf(out)).toBe('775');
});
