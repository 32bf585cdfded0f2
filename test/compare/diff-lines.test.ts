import { expect, test } from 'vitest';
import { diffLines } from '../../src/compare/diff-lines.ts';

function diff(before: string, after: string): string {
  return diffLines([...before], [...after])
    .map(({ mark, line }) => mark + line)
    .join(' ');
}

test.each([
  ['', '', ''],
  ['abc', 'abc', ' a  b  c'],
  ['abc', 'axc', ' a -b +x  c'],
  ['abc', '', '-a -b -c'],
  ['', 'ab', '+a +b'],
  ['abcd', 'bdcd', '-a  b +d  c  d'],
  ['aa', 'aaa', ' a  a +a'],
])('%j becomes %j', (before, after, expected) => {
  expect(diff(before, after)).toBe(expected);
});

test('kept and removed lines are the old text, kept and added ones the new', () => {
  const [before, after] = ['the quick brown fox jumps', 'a quick red fox jumped'];
  const lines = diffLines([...before], [...after]);
  const without = (mark: string) =>
    lines
      .filter((each) => each.mark !== mark)
      .map(({ line }) => line)
      .join('');
  expect([without('+'), without('-')]).toEqual([before, after]);
});

test('very long texts that share nothing are told whole', () => {
  const lines = (word: string) => Array.from({ length: 5000 }, (_, i) => `${word} ${i}`);
  const all = diffLines(['same', ...lines('old'), 'end'], ['same', ...lines('new'), 'end']);
  expect([all.length, all[0], all[1], all[5001], all.at(-1)]).toEqual([
    10_002,
    { mark: ' ', line: 'same' },
    { mark: '-', line: 'old 0' },
    { mark: '+', line: 'new 0' },
    { mark: ' ', line: 'end' },
  ]);
});
