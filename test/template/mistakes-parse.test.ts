import { describe, expect, test } from 'vitest';
import { refusal, render } from '../report/fixture.ts';

const VALUE = 'expected a name, a text in quotes, a number or }}';

describe('a template that does not parse', () => {
  test.each([
    // Blocks
    ['a\n{{#if 1}}x', '2:1 {{#if}} is never closed, expected {{/if}} before the end'],
    ['{{#if 1}}x{{else if 2}}y{{else}}z', '1:1 {{#if}} is never closed, expected {{/if}} before the end'],
    [
      '{{#if 1}}\n  {{#claim "a"}}x{{/claim}}\n  {{#claim "b"}}\n',
      '3:3 {{#claim}} is never closed, expected {{/claim}} before the end',
    ],
    ['{{#> box}}x', '1:1 {{#> box}} is never closed, expected {{/box}} before the end'],
    ['{{~#if 1~}} x', '1:1 {{#if}} is never closed, expected {{/if}} before the end'],
    ['{{{{raw}}}} x', '1:1 this {{{{ block is never closed, expected {{{{/...}}}}'],
    [
      '{{#if 1}}\n{{#claim "a"}}\n{{/if}}',
      '3:1 unexpected {{/if}}, expected {{/claim}}\n  {{#claim}} was opened at 2:1.',
    ],
    [
      'x {{answer "why"}}\nWhy?\n{{/answer}}',
      '3:1 unexpected {{/answer}}, there is no {{#answer}} that is open\n' +
        '  If it closes the {{answer}} of line 1, that begins a block with #: {{#answer ...}}.',
    ],
    [
      '{{#if 1}}x{{/if}} {{/if}}',
      '1:19 unexpected {{/if}}, there is no {{#if}} that is open\n' +
        '  Take it away, or open the block with {{#if ...}}.',
    ],
    ['a {{else}} b', '1:3 unexpected {{else}}, there is no {{#...}} block that is open'],
    ['a {{else if 1}} b', '1:3 unexpected {{else ...}}, there is no {{#...}} block that is open'],
    ['{{^}}', '1:1 unexpected {{^}}, there is no {{#...}} block that is open'],
    ['{{#if 1}}a{{else}}\nb{{else}}c{{/if}}', '2:2 unexpected second {{else}} in {{#if}}, which has one in line 1'],
    // Braces
    ['x {{terminal "a"', '1:3 this {{ is never closed, expected }}'],
    ['{{{terminal "a"}}', '1:16 unexpected }}, expected }}}'],
    ['{{terminal "a"}}}', '1:15 unexpected }}}, expected }}'],
    ['{{terminal "a"} x', '1:15 unexpected }, expected }}'],
    [
      '{{terminal "a"\n\nSome prose, and {{more}}',
      `3:6 unexpected prose,, ${VALUE}\n  The {{ of line 1 may lack its }}.`,
    ],
    ['{{}}', '1:1 unexpected }} after {{, expected the name of a helper'],
    ['{{#}}{{/if}}', '1:1 unexpected }} after {{#, expected the name of a helper'],
    ['{{> }}', '1:1 unexpected }} after {{>, expected the name of a partial'],
    ['{{)}}', '1:1 unexpected ) after {{, expected the name of a helper'],
    ['ab {{!-- x\n c {{head}}', '1:4 this comment is never closed, expected --}}'],
    ['\n{{! no end', '2:1 this comment is never closed, expected --}}'],
    // Brackets, quotes and options
    ['{{count (sockets "x"}}', '1:21 unexpected }}, expected ) for the ( of column 9'],
    ['{{count sockets "x")}}', '1:20 unexpected ), expected a ( before it'],
    ['x\n{{terminal "server}}', '2:12 this " is never closed'],
    ["a\tb {{terminal 'server}}", "1:16 this ' is never closed"],
    [
      '{{terminal server"}}',
      `1:12 unexpected server", ${VALUE}\n  Quotes are straight, and on both sides of a text: "server".`,
    ],
    [
      '{{terminal “server”, 3}}',
      `1:12 unexpected “server”,, ${VALUE}\n  Quotes are straight, and on both sides of a text: "server".`,
    ],
    [
      '{{terminal "a}}\n\n{{terminal "b"}}',
      `3:13 unexpected b", ${VALUE}\n  The text that begins at 1:12 may lack its closing ".`,
    ],
    ['{{terminal "a" lines=}}', '1:22 unexpected }}, expected a value after lines='],
    [
      '{{terminal "a" first=1 last}}',
      '1:24 unexpected last after an option, expected options such as last="..." to come last',
    ],
    ['{{#each (sockets "x") as |row}}{{/each}}', '1:30 unexpected }}, expected | after the names of "as |...|"'],
    // Line ends
    ['one\r\n\r\n{{#if 1}}\r\n{{terminal "x"}\r\n{{/if}}', '4:15 unexpected }, expected }}'],
    ['one\r\n\r\n  {{#if 1}}\r\n', '3:3 {{#if}} is never closed, expected {{/if}} before the end'],
    ['\t\tä€🙂 {{terminal "x"}', '1:22 unexpected }, expected }}'],
  ])('%j', (template, expected) => {
    expect(refusal(template)).toBe(`report.md.hbs:${expected}`);
  });

  test('a partial, with its own file and line', () => {
    expect(refusal('{{> note}}', {}, { note: 'a\n {{#if 1}}' })).toBe(
      'partials/note.hbs:2:2 {{#if}} is never closed, expected {{/if}} before the end',
    );
  });
});

test('what Handlebars has besides, and nobody needs, is no mistake', () => {
  const run = { terminals: [{ id: 'server', output: 'one\n' }] };
  const block = '```console server\n[2026-10-08, 13:15:23] run server\none\n```';
  expect(render('{{{terminal "server"}}}', run)).toBe(block);
  expect(render('{{&terminal "server"}}', run)).toBe(block);
  expect(render('{{!-- }} {{terminal "server"}} --}}{{! "}}{{~terminal "server"~}}', run)).toBe(block);
  expect(render('\\{{terminal "server"}} {{{{if 1}}}}{{x}}{{{{/if}}}}', run)).toBe('{{terminal "server"}} {{x}}');
  expect(render('', run)).toBe('');
});
