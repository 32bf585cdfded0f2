import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isLeftover, makerName } from '../../src/files/maker.ts';
import { removeInside } from '../../src/files/remove.ts';
import { createFile, replaceFile, replaceFiles } from '../../src/files/replace.ts';

/** No process has begun at this time. */
const GONE = { pid: '1', start: '1' };

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'labreport-files-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a name is known as left over by its user, in its folder, when its maker is gone', () => {
  const [here, there] = [statSync(makeFolder()), statSync(makeFolder())];
  const left = makerName('report', here, GONE);
  const own = makerName('report', here);
  expect([left, own].map((name) => isLeftover(name, 'report', here))).toEqual([true, false]);
  expect(isLeftover(left, 'report', there)).toBe(false);
  expect(isLeftover(left, 'repor', here)).toBe(false);
  expect(isLeftover(left.replace('-1-1-', '-1-2-'), 'report', here)).toBe(false);
  expect(
    isLeftover(
      left.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      'report',
      here,
    ),
  ).toBe(false);
  expect(makerName('report', here)).not.toBe(own);
});

test('what a killed command left in a report is removed by the next that writes there, if this user made it', () => {
  const dir = makeFolder();
  const name = () => makerName('labreport', statSync(dir), GONE);
  const [left, folder, link] = [name(), name(), name()];
  const alive = makerName('labreport', statSync(dir));
  for (const each of [left, alive]) writeFileSync(join(dir, each), '');
  mkdirSync(join(dir, folder));
  symlinkSync('/etc/passwd', join(dir, link));
  replaceFiles(dir, [{ path: 'report.md', text: 'new' }]);
  expect(readdirSync(dir).sort()).toEqual([alive, folder, link, 'report.md'].sort());
});

test('files take their places, in folders that are made where they are missing', () => {
  const dir = makeFolder();
  writeFileSync(join(dir, 'report.md'), 'old');
  replaceFiles(dir, [
    { path: 'lab/partials/a.hbs', text: 'a' },
    { path: 'report.md', text: Buffer.from('new') },
  ]);
  expect(readdirSync(dir)).toEqual(['lab', 'report.md']);
  expect(readFileSync(join(dir, 'lab/partials/a.hbs'), 'utf8')).toBe('a');
  expect(readFileSync(join(dir, 'report.md'), 'utf8')).toBe('new');
});

test.each([
  ['a link in the place of a file', 'b.md', 'b.md is a link to ', 'a plain file'],
  ['a link in the place of a folder', 'b.md/c', 'b.md is a link to ', 'a folder'],
  ['a folder in the place of a file', 'folder', 'folder is a folder', 'a plain file'],
  ['a file in the place of a folder', 'a.md/c', 'a.md is a file', 'a folder'],
  ['a path that leads out', '../x', '../x', 'a path that stays in the folder'],
])('%s changes nothing', (_, path, found, expected) => {
  const [dir, elsewhere] = [makeFolder(), makeFolder()];
  writeFileSync(join(dir, 'a.md'), 'old');
  mkdirSync(join(dir, 'folder'));
  symlinkSync(elsewhere, join(dir, 'b.md'));
  const files = ['a.md', path].map((each) => ({ path: each, text: 'new' }));
  const message = (() => {
    try {
      replaceFiles(dir, files);
      return 'nothing';
    } catch (error) {
      return (error as { text: string }).text;
    }
  })();
  expect(message).toContain(found);
  expect(message).toContain(`expected ${expected}`);
  expect(readFileSync(join(dir, 'a.md'), 'utf8')).toBe('old');
  expect([readdirSync(dir), readdirSync(elsewhere)]).toEqual([['a.md', 'b.md', 'folder'], []]);
});

test('what fails while it is written leaves nothing', () => {
  const dir = makeFolder();
  const fail = () => {
    throw new Error('no room');
  };
  expect(() => replaceFile(join(dir, 'a.zip'), fail)).toThrow('no room');
  expect(readdirSync(dir)).toEqual([]);
});

test('a new file does not follow a link at its name', () => {
  const [dir, elsewhere] = [makeFolder(), makeFolder()];
  symlinkSync(join(elsewhere, 'x'), join(dir, 'a'));
  expect(() => createFile(join(dir, 'a'), '')).toThrow('EEXIST');
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('only plain files that lie inside are removed', () => {
  const [dir, elsewhere] = [makeFolder(), makeFolder()];
  for (const folder of [dir, elsewhere]) writeFileSync(join(folder, 'a'), '');
  symlinkSync(elsewhere, join(dir, 'out'));
  symlinkSync(join(elsewhere, 'a'), join(dir, 'link'));
  execFileSync('mkfifo', [join(dir, 'pipe')]);
  removeInside(dir, ['a', 'out/a', 'link', 'pipe', 'missing']);
  expect([readdirSync(dir), readdirSync(elsewhere)]).toEqual([['link', 'out', 'pipe'], ['a']]);
});

test('a folder that can’t be written is told as the system says it', () => {
  const dir = makeFolder();
  chmodSync(dir, 0o500);
  if (process.geteuid?.() === 0) return;
  expect(() => replaceFiles(dir, [{ path: 'a', text: '' }])).toThrow('EACCES');
});
