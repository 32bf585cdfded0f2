import { expect, test } from 'vitest';
import { seenIn } from '../../../src/edited/intact/seen.ts';
import { readDocument } from '../../../src/edited/read/document.ts';
import { escapeText } from '../../../src/markdown/markdown.ts';

test.each([
  ['a fenced block', 'Text.\n\n```console x\none\ntwo\n```\n', [4, 5]],
  ['one of tildes in a quote', '> ~~~~ console x\n> one\n> two\n> ~~~~\n', [2, 3]],
  ['one behind a byte order mark', '\ufeff```\none\ntwo\n```\n', [2, 3]],
  ['an indented block', 'Text.\n\n    one\n    two\n', [3, 4]],
  ['one that begins with a fence', 'Text.\n\n    ```console x\n    one\n    ```\n', [3, 4, 5]],
  ['one that does so in a list', '- Text.\n\n      ~~~\n      one\n', [3, 4]],
])('each line of code is told by its number: %s', (_, markdown, numbers) => {
  const lines = seenIn(markdown).blocks.flatMap((block) => (block.kind === 'code' ? block.lines : []));
  expect(lines.map(({ line }) => line)).toEqual(numbers);
  const written = markdown.split('\n');
  for (const { text, line } of lines) expect(written[line - 1]).toContain(text);
});

test('lines of an indented block keep the spaces of their own', () => {
  const [unit] = readDocument('>     a\n>       a\n>\n>     b\n').units;
  expect(unit?.code?.rows).toEqual(['a', '  a', '', 'b']);
  expect(unit?.text.split('\n').slice(1)).toEqual(['  a', '', 'b']);
});

test.each([
  ['comments that part what could become a link', `It said ${escapeText('http://x and @ada')}.\n`, true],
  ['another comment', 'It said <!-- x --> nothing.\n', false],
  ['one that is never closed', 'It said.\n\n<!-- -->\n<!--\n', false],
])('whether its reader sees all of it: %s', (_, markdown, isPlain) => {
  expect(seenIn(markdown).isPlain).toBe(isPlain);
});

test('what is parted reads as one', () => {
  const text = 'http://x of @ada';
  expect(seenIn(`${escapeText(text)}\n`).blocks).toEqual([{ kind: 'text', lines: [{ text, line: 1 }] }]);
});
