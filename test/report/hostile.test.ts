import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import { nodesOf } from '../../src/markdown/nodes.ts';
import { makeVisible, makeVisibleLine } from '../../src/text/visible.ts';
import { outline, parse } from '../markdown/markdown-nodes.ts';
import { render } from './fixture.ts';
import { makeHostile } from './hostile.ts';

const HEAD = '[2026-10-08, 13:15:23] run netstat-open\n';
const ROUNDS = process.env.LABREPORT_LONG === '1' ? 20_000 : 150;

function show(output: string | Uint8Array, template = '{{moment "netstat-open"}}\n'): string {
  return render(template, { moments: [{ id: 'netstat-open', output }] });
}

test.each([
  ['a fence', '```\n# out\n```', '```\n# out\n```'],
  ['a longer fence', '``````\nout\n`````````', '``````\nout\n`````````'],
  ['a tilde fence', '~~~~\nout', '~~~~\nout'],
  ['a template', '{{lab}} {{{x}}} {{/if}}', '{{lab}} {{{x}}} {{/if}}'],
  ['HTML', '</code></pre><script>alert(1)</script>', '</code></pre><script>alert(1)</script>'],
  ['ANSI escapes', '\x1b[31mred\x1b[0m\x1b[2J', '␛[31mred␛[0m␛[2J'],
  ['a carriage return before a fence', 'a\r```\rout', 'a␍```␍out'],
  ['NUL', 'a\0b', 'a␀b'],
  ['invalid UTF-8', Buffer.from([0x61, 0xff, 0xc3, 0x28]), 'a<FF><C3>('],
  ['bidi controls', '\u202e```\u2066', '<U+202E>```<U+2066>'],
  ['our own placeholders', '\ufdd0b0\ufdd0 \ufdd0v0\ufdd0', '<U+FDD0>b0<U+FDD0> <U+FDD0>v0<U+FDD0>'],
  ['replacement patterns', "$& $1 $` $'", "$& $1 $` $'"],
])('output with %s stays one literal block', (_, output, value) => {
  const tree = parse(show(output));
  expect(outline(tree)).toBe('root(code)');
  expect(nodesOf(tree, 'code')[0]?.value).toBe(HEAD + value);
});

test('50 MB of fences stay one literal block', () => {
  const tree = parse(show(Buffer.alloc(50_000_004, '```\n{{lab}}\n')));
  expect(outline(tree)).toBe('root(code paragraph(text link(text) text))');
  const lines = Array.from({ length: 150 }, (_, i) => (i % 2 === 0 ? '```' : '{{lab}}'));
  const last = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? '```' : '{{lab}}'));
  expect(nodesOf(tree, 'code')[0]?.value.split('\n')).toEqual([HEAD.trim(), ...lines, '⋮', ...last]);
});

/** A block in each container that templates put one in. */
const CONTAINERS = `{{moment "netstat-open"}}

- one

  {{moment "netstat-open"}}
- {{moment "netstat-open"}}
1. two:
   {{moment "netstat-open"}}

> {{moment "netstat-open"}}

>  - a
>
>    {{moment "netstat-open"}}
> - b

>{{moment "netstat-open"}}

>1. >{{moment "netstat-open"}}

*\ttab
  > deep
  > {{moment "netstat-open"}}
`;
const BLOCKS = CONTAINERS.split('{{moment').length - 1;

describe(`${ROUNDS} hostile outputs`, () => {
  test('stay literal blocks, in lists and quotes too', { timeout: 1_200_000 }, () => {
    const around = outline(parse(show('x', CONTAINERS)));
    for (let seed = 0; seed < ROUNDS; seed++) {
      const output = makeHostile(seed);
      const tree = parse(show(output, CONTAINERS));
      const values = nodesOf(tree, 'code').map(({ value }) => value);
      expect(values, `seed ${seed}`).toEqual(Array(BLOCKS).fill(HEAD + makeVisible(output)));
      expect(outline(tree), `seed ${seed}`).toBe(around);
    }
  });

  test('stay literal as values: in prose, code, tables, HTML and links', { timeout: 1_200_000 }, () => {
    for (let seed = 0; seed < ROUNDS; seed++) expectLiteral(Buffer.from(makeHostile(seed)).toString(), `seed ${seed}`);
  });
});

test.each(['`{{lab}}` <script> *x*', '| a | b |', '1. x', '-->', '](http://x) [', '```', '~~~', ' ', '|`|'])(
  'the value %j stays literal wherever it is printed',
  (value) => expectLiteral(value, value),
);

const VALUES = `{{value "server.x"}}

Value {{value "server.x"}} end

x {{value "server.x"}}{{value "server.x"}} y

A \`code {{value "server.x"}} span\` here

- \`\`\`sh
  run {{value "server.x"}}
  \`\`\`

1. ~~~
   {{value "server.x"}}
   ~~~

<!-- {{value "server.x"}} -->

[link](logs/{{value "server.x"}}.txt)

# {{value "server.x"}} #

end
`;

/** Without the comments that part what could become a link. */
function printValue(value: string): Root {
  const tree = parse(render(VALUES, { terminals: [{ id: 'server', values: { x: value } }] }));
  visit(tree, 'html', (node, index = 0, parent) => {
    if (node.value === '<!-- -->' && parent?.type !== 'root') parent?.children.splice(index, 1);
  });
  visit(tree, 'text', (node, index = 0, parent) => {
    const next = parent?.children[index + 1];
    if (next?.type !== 'text') return undefined;
    parent?.children.splice(index, 2, { ...node, value: node.value + next.value });
    return index;
  });
  return tree;
}

const PLAIN = outline(printValue('x'));

function expectLiteral(value: string, message: string): void {
  const tree = printValue(value);
  const shown = makeVisibleLine(value);
  expect(outline(tree), message).toBe(PLAIN);
  const texts = nodesOf(tree, 'text').map((text) => text.value);
  expect(texts, message).toEqual([
    shown,
    `Value ${shown} end`,
    `x ${shown}${shown} y`,
    'A ',
    ' here',
    'link',
    shown,
    'end',
  ]);
  expect(nodesOf(tree, 'inlineCode')[0]?.value, message).toBe(`code ${shown} span`);
  expect(
    nodesOf(tree, 'code').map((node) => node.value),
    message,
  ).toEqual([`run ${shown}`, shown]);
  expect(nodesOf(tree, 'link')[0]?.url.startsWith('logs/'), message).toBe(true);
  expect(decodeURIComponent(nodesOf(tree, 'link')[0]?.url ?? ''), message).toBe(`logs/${shown}.txt`);
  const html = nodesOf(tree, 'html').map((node) => node.value);
  expect(
    html.map((text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))),
    message,
  ).toEqual([`<!-- ${shown} -->`]);
  expect(html[0]?.split('-->').length, message).toBe(2);
}

test('in a table a value keeps to its cell', () => {
  const run = { terminals: [{ id: 'server', values: { x: 'a|`b|' } }] };
  expect(render('| {{value "server.x"}} | `{{value "server.x"}}` |\n', run)).toBe('| a\\|\\`b\\| | ``a\\|`b\\|`` |\n');
});
