import { expect, test } from 'vitest';
import { textStart } from '../../src/text/lines.ts';

test.each([
  ['', 0],
  ['one', 0],
  ['\ufeff', 1],
  ['\ufeffone', 1],
  ['\ufeff\ufeffone', 1],
  ['one\ufeff', 0],
])('%j begins at %i', (text, expected) => {
  expect(textStart(text)).toBe(expected);
});
