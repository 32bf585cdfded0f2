import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import { SectionParser } from '../../src/preview/server/views/parse-sections.ts';
import { isLong } from '../journeys/labreport.ts';
import { random as randomNumbers } from '../random.ts';
import { SAMPLE } from '../sample.ts';

const whole = unified().use(remarkParse).use(remarkGfm).freeze();

/** The tree that parsing everything gives, as far as it is used: where things begin, and not where they end. */
function expected(markdown: string): unknown {
  const { type, children } = whole.parse(markdown);
  return withoutEnds({ type, children });
}

function withoutEnds(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value) => (key === 'end' ? undefined : value)));
}

function parsed(parser: SectionParser, markdown: string): unknown {
  const { type, children } = parser.parse(markdown);
  return withoutEnds({ type, children });
}

const REPORT = readFileSync(join(SAMPLE, 'report.md'), 'utf8');

/** What may make a heading none, or a text mean something elsewhere. */
const PIECES = [
  '# One\n',
  '## Two ##\n',
  '#\n',
  '###### Six\n',
  '####### Seven\n',
  ' # Indented\n',
  '    # Code\n',
  '#No\n',
  '```\n',
  '````\n',
  '```console id\n',
  '``` a ` b\n',
  '~~~\n',
  '  ```\n',
  '- ```\n',
  '> ```\n',
  '    ```\n',
  'text\n',
  'text\nmore\n',
  '- item\n',
  '  continued\n',
  '1. one\n',
  '> quote\n',
  '>\n',
  '***\n',
  '===\n',
  '---\n',
  '<div>\n',
  '</div>\n',
  '<!-- a comment -->\n',
  '<!-- begun\n',
  'ended -->\n',
  '<pre>\n',
  '</pre>\n',
  'a <b>b</b>\n',
  '[a]: https://lab.example\n',
  '[a]\n',
  'see [a][]\n',
  '[^1]\n',
  '[^1]: note\n',
  'https://lab.example\n',
  '`code\n',
  '| a | b |\n| - | - |\n| 1 | 2 |\n',
  '- [ ] task\n',
  '\\# no\n',
  '&amp;\n',
  '\t# Tab\n',
  'x\r\n',
  '\r# y\r',
  '\ufeff',
  '\n',
  '\n',
  '\n',
  '\n',
  '\n\n',
];

describe('a text that is parsed by its sections', () => {
  test('the sample gives the same tree, also after an edit of any of its lines', { timeout: 300_000 }, () => {
    const parser = new SectionParser();
    expect(parsed(parser, REPORT)).toEqual(expected(REPORT));
    const lines = REPORT.split('\n');
    for (let at = 0; at < lines.length; at += isLong ? 7 : 401) {
      const edited = lines.with(at, `${lines[at]} and *more*`).join('\n');
      expect(parsed(parser, edited)).toEqual(expected(edited));
    }
  });

  test('only the section that was edited is parsed again', () => {
    const parser = new SectionParser();
    // What a tree is given of a section that was parsed before is that section's own.
    const alignsOf = (text: string) =>
      parser.parse(text).children.flatMap((node) => ('align' in node ? [node.align] : []));
    const [before, after] = [alignsOf(REPORT), alignsOf(REPORT.replace('Three hosts', 'Four hosts'))];
    expect(before.length).toBeGreaterThan(3);
    expect(after.map((align, i) => align === before[i])).toEqual(before.map(() => true));
    const edited = alignsOf(REPORT.replace(/^\|/gm, '| more |'));
    expect(edited.filter((align) => before.includes(align))).toEqual([]);
  });

  test(`${isLong ? 50_000 : 150} random texts give the same tree`, { timeout: 600_000 }, () => {
    const random = randomNumbers(4);
    const parser = new SectionParser();
    for (let i = 0; i < (isLong ? 50_000 : 150); i++) {
      const count = 1 + Math.floor(random() * 14);
      const text = Array.from({ length: count }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
      expect({ text, tree: parsed(parser, text) }).toEqual({ text, tree: expected(text) });
    }
  });
});
