import { expect, test } from 'vitest';
import { MarkdownTree } from '../../src/markdown/tree.ts';

test.each(['', '\ufeff'])('places in a tree are those of the text, behind %j', (mark) => {
  const tree = new MarkdownTree(`${mark}# One\r\n\r\n> two \`three\`\r\n`);
  const texts = (offset: number) =>
    tree.pathTo(offset).map((node) => {
      const { start, end } = tree.spanOf(node);
      return `${node.type} ${tree.text.slice(start, end)}`;
    });
  expect(texts(tree.text.indexOf('three')).slice(1)).toEqual([
    'blockquote > two `three`',
    'paragraph two `three`',
    'inlineCode `three`',
  ]);
  expect(texts(mark.length).slice(1)).toEqual(['heading # One']);
});
