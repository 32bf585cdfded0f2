import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from '../../src/record/lock.ts';
import { LabreportError } from '../../src/text/errors.ts';
import { makeFolder } from '../journeys/labreport.ts';

test('one at a time; the second is told who the first is, and goes on when that has ended', async () => {
  const folder = await makeFolder();
  const out = join(folder, 'report');
  const second = await withLock(out, () => withLock(out, async () => {}).catch((error) => error));
  expect(second).toBeInstanceOf(LabreportError);
  expect((second as Error).message).toBe(
    `another labreport (process ${process.pid}) is making the report in ${out}, expected to be the only one`,
  );
  expect(await readdir(folder)).toEqual([]);
  expect(await withLock(out, async () => 'done')).toBe('done');
});

test.each(['999999999-1', `${process.ppid}-1`, 'nonsense', '../elsewhere'])(
  'a lock of nobody who is there is taken over: %s',
  async (held) => {
    const folder = await makeFolder();
    await symlink(held, join(folder, '.report.lock'));
    expect(await withLock(join(folder, 'report'), () => readdir(folder))).toEqual(['.report.lock']);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('where no lock can be made nothing is locked', async () => {
  expect(await withLock('/proc/report', async () => 'done')).toBe('done');
});
