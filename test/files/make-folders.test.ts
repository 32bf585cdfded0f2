import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolders } from '../../src/files/make-folders.ts';

function makePlace(): string {
  const place = mkdtempSync(join(tmpdir(), 'labreport-folders-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  writeFileSync(join(place, 'file'), '');
  symlinkSync('.', join(place, 'link'));
  symlinkSync('nowhere', join(place, 'dangling'));
  return place;
}

test.each<[string, string[]]>([
  ['', []],
  ['a', ['a']],
  ['a/b/c', ['a/b/c', 'a/b', 'a']],
  ['link/d', ['link/d']],
  ['link', []],
])('folders are made as far as they are missing: %s', (path, expected) => {
  const place = makePlace();
  const made: string[] = [];
  makeFolders(join(place, path), made);
  expect(made.map((each) => relative(place, each))).toEqual(expected);
  expect(statSync(join(place, path)).isDirectory()).toBe(true);
});

test.each([
  ['file', 'EEXIST'],
  ['file/a/b', 'ENOTDIR'],
  ['dangling', 'EEXIST'],
  ['dangling/a', 'EEXIST'],
  ['/proc/no/such', 'ENOENT'],
])('none are made in the way of something else: %s', (path, code) => {
  const made: string[] = [];
  const place = makePlace();
  expect(() => makeFolders(path.startsWith('/') ? path : join(place, path), made)).toThrow(
    expect.objectContaining({ code }),
  );
  expect(made).toEqual([]);
});
