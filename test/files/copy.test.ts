import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyFolder } from '../../src/files/copy.ts';

function makeFolders(): { from: string; to: string } {
  const root = mkdtempSync(join(tmpdir(), 'labreport-copy-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'from'));
  return { from: join(root, 'from'), to: join(root, 'to') };
}

const refuse = (problem: string) => new Error(problem);
const shell = (script: string) => (from: string) => void execFileSync('bash', ['-c', `cd "$0"; ${script}`, from]);

test('files, folders and links inside are copied; none runs as its owner', () => {
  const { from, to } = makeFolders();
  mkdirSync(join(from, 'sub'));
  for (const name of ['a.sh', 'sub/b.h']) writeFileSync(join(from, name), name);
  chmodSync(join(from, 'a.sh'), 0o6755);
  symlinkSync('sub/b.h', join(from, 'b.h'));
  symlinkSync('..', join(from, 'sub', 'up'));
  expect(copyFolder({ from, to, refuse })).toBe(2);
  expect([readdirSync(to), readdirSync(join(to, 'sub'))]).toEqual([
    ['a.sh', 'b.h', 'sub'],
    ['b.h', 'up'],
  ]);
  expect(['b.h', 'sub/up'].map((path) => readlinkSync(join(to, path)))).toEqual(['sub/b.h', '..']);
  expect(statSync(join(to, 'a.sh')).mode & 0o7777).toBe(0o755);
});

test.each<[string, (from: string) => void, string]>([
  ['a FIFO', shell('mkfifo pipe'), '"pipe" is a FIFO, expected files, folders and links inside the folder'],
  ['a link to elsewhere', shell('ln -s /etc sub'), '"sub" is a link to /etc, expected links that stay'],
  ['a link above', shell('mkdir a; ln -s ../../x a/b'), '"a/b" is a link to ../../x, expected links that stay'],
  [
    'links that lead out together',
    shell('mkdir -p a/b; ln -s ../.. a/b/up; ln -s a/b/up/../x y; touch ../x'),
    '"y" is a',
  ],
  ['a name that is not UTF-8', shell(`touch $'pr\\xe1ctica.c'`), 'has a name that is not UTF-8'],
  ['a name with an escape', shell(`touch $'a\\e[2Jb'`), '"a␛[2Jb" has a name with control characters'],
  ['a name of two lines', shell(`touch $'a\\nb'`), '"a␊b" has a name with control characters'],
  ['many folders', shell('seq 60 | xargs mkdir'), 'more than 50 files, expected little'],
  ['much', shell('truncate -s 2M large'), 'more than 1 MB, expected little'],
  ['depth', shell('for i in $(seq 20); do mkdir d; cd d; done'), 'lies more than 16 folders deep'],
])('%s is refused', (_, prepare, message) => {
  const { from, to } = makeFolders();
  prepare(from);
  expect(() => copyFolder({ from, to, refuse, most: { entries: 50, bytes: 1e6, expected: 'little' } })).toThrow(
    message,
  );
});
