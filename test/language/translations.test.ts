import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

/** What "npm run translations" says there. */
function runIn(folder: string, ...flags: string[]): string[] {
  try {
    execFileSync('node', ['scripts/translations.mjs', ...flags], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    return [];
  } catch (error) {
    return (error as { stdout: string }).stdout.trim().split('\n');
  }
}

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'labreport-translations-'));
  mkdirSync(join(folder, 'src'));
  for (const path of ['scripts', 'src/language', 'package.json']) {
    cpSync(path, join(folder, path), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
});

test('each text is translated as the English is now', () => {
  // After a change of an English text, read it in the other languages, then: npm run translations -- --accept
  expect(runIn('.')).toEqual([]);
});

test.each([
  ['a sentence', 'claims.ts', 'shows nowhere', 'is nowhere', ['es: claims.showsNowhere has another English text']],
  [
    'what several call',
    'phrases.ts',
    /(`lines .{11}) to/,
    '$1 until',
    ['es: claims.lacksText has another English text', 'es: claims.shows has another English text'],
  ],
  ['a sentence that goes', 'run.ts', /\n {2}noAnswer: .*\n/, '\n', ['es: run.noAnswer is no text any more']],
  ['the layout alone', 'run.ts', /\n {2}noAnswer: \(\) =>/, '\n  noAnswer: () =>\n\n   ', []],
])('%s', (_, name, from, to, told) => {
  const [file, accepted] = [join(folder, 'src/language/en', name), join(folder, 'src/language/es/english.json')];
  const [before, acceptedBefore] = [readFileSync(file, 'utf8'), readFileSync(accepted, 'utf8')];
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
  expect(runIn(folder)).toEqual(told);
  expect([runIn(folder, '--accept'), runIn(folder)]).toEqual([[], []]);
  writeFileSync(file, before);
  writeFileSync(accepted, acceptedBefore);
});
