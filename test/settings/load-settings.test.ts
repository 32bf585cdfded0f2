import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadSettings, parseSettings } from '../../src/settings/load-settings.ts';
import { LabreportError } from '../../src/text/errors.ts';

let cwd: string;
let home: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'labreport-settings-'));
  home = await mkdtemp(join(tmpdir(), 'labreport-home-'));
});
afterEach(async () => {
  for (const folder of [cwd, home]) await rm(folder, { recursive: true });
});

const parse = (text: string) => parseSettings({ text, file: 'labreport.yaml' });
const mistake = (text: string) => {
  try {
    return parse(text);
  } catch (error) {
    return error instanceof LabreportError ? error.text : error;
  }
};

describe('labreport.yaml', () => {
  test('all that it can say; numbers keep their zeros', () => {
    const text = [
      'author: Ada Lovelace',
      'id: 0042',
      'email: ada@school.example',
      'group: 3',
      'course: Computer networks',
      'institution: A school',
      'license: CC-BY-4.0',
      '',
    ].join('\n');
    expect(parse(text)).toEqual({
      author: 'Ada Lovelace',
      id: '0042',
      email: 'ada@school.example',
      group: '3',
      course: 'Computer networks',
      institution: 'A school',
      license: 'CC-BY-4.0',
    });
  });

  test.each(['', '# nothing yet\n', '{}\n'])('what is absent is left out: %j', (text) => {
    expect(parse(text)).toEqual({});
  });

  test.each([
    [
      'auther: Ada\n',
      'labreport.yaml:1:1 unknown key "auther", expected one of author, id, email, group, course, institution, license\n  did you mean author?',
    ],
    ['author: Ada\nemail: nobody\n', 'labreport.yaml:2:8 expected an e-mail address, got "nobody"'],
    ['author: 7\n', 'labreport.yaml:1:9 expected a text of one line, got 7\n  for the text, put it in quotes: "7"'],
    ['author:\n', 'labreport.yaml:1:8 expected a text of one line, got nothing'],
    ['author: ""\n', 'labreport.yaml:1:9 expected a text of one line, got ""'],
    ['author: |\n  Ada\n  Charles\n', 'labreport.yaml:1:9 expected a text of one line, got "Ada\\nCharles\\n"'],
    [
      '- Ada\n',
      'labreport.yaml:1:1 expected a mapping with the keys author, id, email, group, course, institution, license, got a list',
    ],
    [
      'author: Ada: Lovelace\n',
      'labreport.yaml:1:9 malformed YAML: a second ": " on one line\n  a text that holds ": ", " #", "{" or "}", or that begins with a special character, goes in quotes',
    ],
  ])('%j is told with its place', (text, expected) => {
    expect(mistake(text)).toBe(expected);
  });

  test('the nearer folder goes before the home folder, key by key', async () => {
    await writeFile(join(home, 'labreport.yaml'), 'author: Ada\ncourse: Networks\n');
    expect(loadSettings({ cwd, home })).toEqual({ author: 'Ada', course: 'Networks' });
    await writeFile(join(cwd, 'labreport.yaml'), 'course: Systems\n');
    expect(loadSettings({ cwd, home })).toEqual({ author: 'Ada', course: 'Systems' });
    expect(loadSettings({ cwd, home: cwd })).toEqual({ course: 'Systems' });
  });

  test('a folder of its name, or bytes that are no text, are told', async () => {
    await writeFile(join(cwd, 'labreport.yaml'), Buffer.from([0xff, 0xfe]));
    expect(() => loadSettings({ cwd, home })).toThrow('expected UTF-8 text, got other bytes');
  });

  test('one that is far too large is refused and not read', async () => {
    await writeFile(join(cwd, 'labreport.yaml'), 'author: Ada\n');
    await truncate(join(cwd, 'labreport.yaml'), 1e12);
    expect(() => loadSettings({ cwd, home })).toThrow('has 1000000 MB, expected at most 16 MB');
  });
});
