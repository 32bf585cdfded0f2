import { expect, test } from 'vitest';
import { markdownToHtml } from '../../src/html/markdown-to-html.ts';
import { escapeText, formatLink } from '../../src/markdown/markdown.ts';
import { nodesOf } from '../../src/markdown/nodes.ts';
import { parse } from './markdown-nodes.ts';

/** What GitHub's parser, cmark-gfm, looks for in the text between other nodes; case does not matter. */
const LOOKED_FOR = /:\/\/|\bwww\.|@[\w-]|#\d|\bGH-\d|:(?:[+-]1|100|1234|[\w+-]*[a-zñ][\wñ+-]*):/i;

const TEXTS = [
  'http://evil.example/x?y=1&z=2',
  'see HTTPS://Evil.example.',
  'ftp://evil.example',
  'www.evil.example',
  'WWW.EVIL.EXAMPLE/(x)',
  'wwww.evil.example',
  'ada@evil.example',
  'mailto:ada@evil.example',
  'xmpp:ada@evil.example/x',
  'ada@_evil.example',
  '@ada',
  '@ada/all, look',
  '#1',
  'evil/x#12',
  'GH-12',
  'gh-12',
  ':ab:',
  ':+1:',
  ':-1:',
  ':8ball:',
  ':1st_place_medal:',
  ':t-rex:',
  ':piñata:',
  ':a:b:o:',
  'parser.js:100:14',
  '192.0.2.1:1234: Flags [S]',
  '02:00:ab:00:cl:0a',
  'fe80::a:1:b:2',
  '[^1]',
  '[^1]: http://evil.example',
  '<http://evil.example>',
  '[x](http://evil.example)',
  '![x](http://evil.example/x.png)',
  '[x]: http://evil.example',
  '<a href="http://evil.example">x</a>',
  '@@@http://http://www.www.@@a#1#2',
];

const PLACES: Record<string, (text: string) => string> = {
  'a line': (text) => text,
  'a sentence': (text) => `It printed ${text}.`,
  'a list': (text) => `- ${text}\n- ${text}`,
  'a heading': (text) => `# ${text}`,
  'a table': (text) => `| a | b |\n| --- | --- |\n| ${text} | ${text} |`,
  'a note': (text) => `> **Not available:** ${text}`,
  'strong words': (text) => `**${text}**`,
};

test.each(Object.keys(PLACES))('no text becomes a link, a mention, an emoji or a footnote in %s', (place) => {
  for (const text of TEXTS) {
    const markdown = `${PLACES[place]?.(escapeText(text))}\n\n[^1]: A footnote of the author's.\n`;
    expect(markdownToHtml(markdown), text).not.toMatch(/<a (?!href="#)|<sup|<img/);
    expect(readable(markdownToHtml(markdown)), text).toContain(text);
    const looked = nodesOf(parse(markdown), 'text').filter(({ value }) => LOOKED_FOR.test(value));
    expect(looked.map(({ value }) => value)).toEqual([]);
  }
});

test.each([
  ['http', '://evil.example'],
  ['http:', '//evil.example'],
  ['http:/', '/evil.example'],
  ['w', 'ww.evil.example'],
  ['ww', 'w.evil.example'],
  ['www', '.evil.example'],
  ['ada', '@evil.example'],
  ['ada@', 'evil.example'],
  ['#', '1'],
  ['x GH-', '1'],
  [':', 'ab:'],
  [':a', 'b:'],
  [':ab', ':'],
  ['fe80::a', ':'],
  ['192.0.2.1:1234', ':'],
])('nor do %j and %j beside each other', (one, other) => {
  const markdown = escapeText(one) + escapeText(other);
  expect(markdownToHtml(markdown)).not.toContain('<a ');
  expect(readable(markdownToHtml(markdown))).toBe(one + other);
  expect(nodesOf(parse(markdown), 'text').filter(({ value }) => LOOKED_FOR.test(value))).toEqual([]);
});

test.each([
  '13:15:23',
  '192.0.2.1:8990',
  'fe80::1',
  'a: b',
  'x @ y',
  'C# 1',
  'wwwx',
  '02:00:00:00:00:01',
  '::1',
  'x: y: z',
  '错误:文件:行',
])('%s is written without comments', (text) => expect(escapeText(text)).toBe(text));

test('a link of labreport’s own leads where it says', () => {
  expect(markdownToHtml(formatLink('logs/x.txt', 'www.x'))).toBe('<p><a href="logs/x.txt">www.x</a></p>');
});

/** What a reader sees of a page, on lines. */
function readable(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&#x([0-9A-F]+);/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
