import { expect, test } from 'vitest';
import { certainPairs, completePairs, countCommon, gapsBetween } from '../../../src/edited/text/pairs.ts';

const [ONE, OTHER] = [[...'abcd'], [...'xbydz']];

test('lists have gaps before, between and behind their pairs', () => {
  const pairs = [[1, 1] as const, [3, 3] as const];
  expect(gapsBetween(pairs, ONE, OTHER)).toEqual([
    { at: [0, 0], one: ['a'], other: ['x'] },
    { at: [2, 2], one: ['c'], other: ['y'] },
    { at: [4, 4], one: [], other: ['z'] },
  ]);
  const first = (one: readonly string[], other: readonly string[]) =>
    one.length > 0 && other.length > 0 ? [[0, 0] as const] : [];
  expect(completePairs(pairs, { one: ONE, other: OTHER }, first)).toEqual([0, 1, 2, 3].map((i) => [i, i]));
});

test('nothing is certain of which several could be meant', () => {
  expect(certainPairs(ONE, OTHER)).toEqual([
    [1, 1],
    [3, 3],
  ]);
  expect(certainPairs(['a', 'b', 'a'], ['a'])).toEqual([]);
  expect(certainPairs([], ONE)).toEqual([]);
});

test.each([
  ['', '', 0],
  ['aab', 'aba', 3],
  ['aab', 'abb', 2],
  ['constructor', 'x', 0],
])('%j and %j have %i letters in common', (one, other, expected) => {
  expect(countCommon([...one], [...other])).toBe(expected);
});
