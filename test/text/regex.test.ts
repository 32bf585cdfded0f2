import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabreportError } from '../../src/text/errors.ts';
import { findText } from '../../src/text/pattern.ts';
import { regexMistake } from '../../src/text/regex.ts';
import { SAMPLE } from '../sample.ts';

const LOGS = readdirSync(join(SAMPLE, 'logs'))
  .filter((name) => name.endsWith('.txt'))
  .map((name) => readFileSync(join(SAMPLE, 'logs', name), 'utf8').replaceAll('\r\n', '\n'));

/** What the language of the expressions is: JavaScript's own, which may take for ever. */
function findNative(text: string, source: string, from: number) {
  const expression = new RegExp(source, 'gm');
  expression.lastIndex = from;
  const match = expression.exec(text);
  if (match === null) return undefined;
  const values = Object.fromEntries(Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined));
  return { start: match.index, end: match.index + match[0].length, values };
}

/** Every place that an expression matches, one after the other. */
function allMatches(find: (from: number) => ReturnType<typeof findNative>) {
  const found = [];
  for (let match = find(0); match !== undefined && found.length < 50; match = find(match.end + 1)) found.push(match);
  return found;
}

const EXPRESSIONS = [
  'from port (?<port>\\d+)',
  'I am second\\n[^]*Waiting for incoming',
  'write failed[^]*Waiting for incoming',
  'child (?<child>\\d+): receiving data: hello',
  '^tcp',
  '\\d$',
  '^$',
  '.*',
  '(?:a|ab)(?<rest>c?)',
  'x*?',
  '.+?:',
  '[\\w-.]+',
  '[^\\s:]+:(?<line>\\d+)',
  '[[\\]{}]',
  '{',
  'a{',
  '}',
  ']',
  '\\/',
  '\\:',
  '\\-',
  '[]',
  '[^]',
  '[\\b]',
  '\\bWait\\b',
  '\\Borts',
  '[a-fA-F0-9]{2,4}',
  '\\x57ait',
  '\\u0057ait',
  '\\cJ',
  '\\0',
  '\\S+\\s\\S+',
  '[\\s\\S]{5}',
  '(?<flags>S|F|\\.)\\]',
  '(Flags \\[)([^\\]]*)',
  '(?<maybe>zzz)?tcp',
  '\\_',
  '\\e',
  '[&&a]',
  '[--9]+',
  '\\$\\^\\.',
  'LISTEN *$',
  '[^\\d\\n]+',
  '[.]',
  '[*+?]',
  '(|a)b',
  '\\v|\\f',
  '[^^]+\\^',
  '192\\.0\\.2\\.\\d{1,3}',
];

const TEXTS = [
  '',
  'abc ab',
  'a{ } ] [x] {2}',
  'a/b:c-d',
  '\u00a0x\u2003y\ufeffz',
  '\b\0\v\f',
  'é ü ß',
  'x\ny\n\nz\n',
  'a_b e&&',
  '--9 $^. a^b',
  ...LOGS,
];

describe('findText', () => {
  it.each(EXPRESSIONS)('/%s/ finds what JavaScript finds', (source) => {
    for (const text of TEXTS) {
      const expected = allMatches((from) => findNative(text, source, from));
      expect(allMatches((from) => findText(text, { regex: source }, from))).toEqual(expected);
    }
  });

  it.each([
    ['(a+)+$', 'a'],
    ['(a|aa)+$', 'a'],
    ['(?:a*)*b', 'a'],
    ['(.*)(.*)(.*)(.*)(.*)(.*)z', 'a'],
    ['\\s+$', ' '],
    ['a*a*a*a*a*a*a*c$', 'a'],
  ])('/%s/ ends soon on a long text', (regex, letter) => {
    expect(findText(`${letter.repeat(50_000)}!`, { regex })).toBeUndefined();
  });

  it('refuses at run time what no lab may hold, as a mistake', () => {
    expect(() => findText('x', { regex: '(?=x)' })).toThrow(LabreportError);
  });
});

describe('regexMistake', () => {
  it.each([
    ['a(?=b)', '/a(?=b)/ looks ahead with (?=...)'],
    ['a(?!b)', '/a(?!b)/ looks ahead with (?!...)'],
    ['(?<=a)b', '/(?<=a)b/ looks behind with (?<=...)'],
    ['(?<!a)b', '/(?<!a)b/ looks behind with (?<!...)'],
    ['(a)\\1', '/(a)\\1/ refers back with \\1'],
    ['(?<x>a)\\k<x>', '/(?<x>a)\\k<x>/ refers back with \\k'],
    ['(?i)a', '/(?i)a/ has "(?" without a name in <...> or ":" after it'],
    ['(?<__proto__>a)', '/(?<__proto__>a)/ has "(?" without a name in <...> or ":" after it'],
    ['(a', '/(a/ is not a regular expression: missing closing )'],
    ['a)', '/a)/ is not a regular expression: unexpected )'],
    ['*', '/*/ is not a regular expression: missing argument to repetition operator'],
    ['[a', '/[a/ has a [ without its ]'],
    ['[z-a]', '/[z-a]/ is not a regular expression: invalid character class range'],
    ['a\\', '/a\\/ ends in a backslash'],
    ['(?<x>a)(?<x>b)', '/(?<x>a)(?<x>b)/ is not a regular expression: duplicate capture group name'],
    ['(?:a{1000}){1000}', '/(?:a{1000}){1000}/ is not a regular expression: invalid repeat count'],
    ['a{1000}'.repeat(100), `/${'a{1000}'.repeat(100).slice(0, 80)}.../ repeats too much`],
    [
      `${'('.repeat(5000)}${')'.repeat(5000)}`,
      `/${'('.repeat(80)}.../ is not a regular expression: expression nests too deeply`,
    ],
  ])('/%s/', (source, message) => {
    expect(regexMistake(source)?.message).toBe(message);
  });
});
