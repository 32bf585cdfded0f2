import { expect, test } from 'vitest';
import { formatSpan } from '../../src/figures/clock.ts';
import { Figures } from '../../src/figures/figures.ts';
import { columnsOf, cut, wrap } from '../../src/figures/text-size.ts';
import { english } from '../../src/language/en/english.ts';

test.each([
  ['vit001', 6],
  ['漢字', 4],
  ['a…b', 3],
  ['␇', 2],
  ['', 0],
])('%s takes %i columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test.each([
  ['hello', 5, 'hello'],
  ['hello!', 5, 'hell…'],
  ['漢字漢字', 5, '漢字…'],
  ['a\u202eb', 10, 'a<U+202E>b'],
])('%s is cut to %i columns', (text, columns, result) => {
  expect(cut(text, columns)).toBe(result);
});

test.each([
  ['vit001.lab.example', 20, ['vit001.lab.example']],
  ['vit001.lab.example', 12, ['vit001.lab.', 'example']],
  ['2001:db8:1111:2222:3333:4444:5555:6666', 20, ['2001:db8:1111:2222:', '3333:4444:5555:6666']],
  ['abcdefghijklmnopqrstuvwxyz', 10, ['abcdefghij', 'klmnopqrst', 'uvwxyz']],
  ['one-two-three-four-five-six-seven-eight', 10, ['one-two-', 'three-', 'four-five…']],
  ['', 10, []],
])('%s is wrapped at %i columns', (text, columns, lines) => {
  expect(wrap(text, { columns, lines: 3 })).toEqual(lines);
});

test.each([
  [0, '0 µs'],
  [999, '999 µs'],
  [2764, '2.76 ms'],
  [45_000, '45 ms'],
  [999_499, '999 ms'],
  [999_500, '1 s'],
  [119_000_000, '119 s'],
  [150_000_000, '2 min 30 s'],
  [179_600_000, '3 min 0 s'],
])('%i µs are %s', (us, text) => {
  expect(formatSpan(us, english)).toBe(text);
});

test('names of files are plain, and told apart without regard to case', () => {
  const figures = new Figures();
  const paths = ['wire', 'wire', '../Wire/<x>', 'WIRE', '...', 'a'.repeat(200)].map((name, i) =>
    figures.add(name, `${i}`),
  );
  expect(paths).toEqual([
    'figures/wire.svg',
    'figures/wire-2.svg',
    'figures/Wire-x.svg',
    'figures/WIRE-3.svg',
    'figures/figure.svg',
    `figures/${'a'.repeat(80)}.svg`,
  ]);
});
