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

test('what is nearly all alike is told whole', () => {
  const lines = (first: string, count: number) => [first, ...Array.from({ length: count }, () => 'y')];
  const all = diffLines([...lines('old', 600), 'end'], [...lines('new', 599), 'other end']);
  expect([all.length, all[0], all[601], all[602], all.at(-1)]).toEqual([
    1203,
    { mark: '-', line: 'old' },
    { mark: '-', line: 'end' },
    { mark: '+', line: 'new' },
    { mark: '+', line: 'other end' },
  ]);
});

test('of long texts that have little in common that is found', () => {
  const lines = (word: string) =>
    Array.from({ length: 3000 }, (_, i) => (i % 1000 === 500 ? `same ${i}` : `${word} ${i}`));
  const kept = diffLines(lines('old'), lines('new')).filter(({ mark }) => mark === ' ');
  expect(kept.map(({ line }) => line)).toEqual(['same 500', 'same 1500', 'same 2500']);
});
