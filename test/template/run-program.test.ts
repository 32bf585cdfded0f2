import Handlebars from 'handlebars';
import { describe, expect, test } from 'vitest';
import { type Parsed, runProgram } from '../../src/template/run-program.ts';
import type { Use } from '../../src/template/use.ts';

const ROWS = [
  { name: 'a', n: 1, inner: { x: 'p' } },
  { name: 'b', n: 0, inner: { x: 'q' } },
];

/** Handlebars turns the order of named arguments round. */
const show = (args: readonly unknown[], hash: object) => JSON.stringify([args, Object.entries(hash).sort()]);

/** Helpers of both kinds, by what they do with what they are given. */
const HELPERS: Record<string, (use: Use) => unknown> = {
  rows: () => structuredClone(ROWS),
  echo: ({ args, hash }) => show(args, hash),
  two: () => 2,
  nothing: () => undefined,
  no: () => false,
  if: ({ args, body, otherwise }) => (args[0] ? body?.() : otherwise?.()),
  each: ({ args, body }) => {
    const rows = args[0] as unknown[];
    return rows.map((value, index) => body?.({ value, index, isLast: index === rows.length - 1 })).join('');
  },
};

function ours(text: string, partials: Record<string, string>): string {
  const parse = (file: string, body: string): Parsed => ({ file, program: Handlebars.parse(body, { srcName: file }) });
  return runProgram(parse('main', text), {
    helper: (name, use) => HELPERS[name]?.(use),
    isHelper: (name) => Object.hasOwn(HELPERS, name),
    partials: new Map(Object.entries(partials).map(([name, body]) => [name, parse(name, body)])),
  });
}

type Block = (context: unknown, options?: object) => string;
interface Received extends Pick<Use, 'hash' | 'loc'> {
  data: object;
  fn?: Block;
  inverse?: Block;
}

/** The same by Handlebars' own compiler. */
function theirs(text: string, partials: Record<string, string>): string {
  const handlebars = Handlebars.create();
  const options = { noEscape: true, strict: true };
  const helpers = Object.entries(HELPERS).map(([name, helper]) => {
    return [
      name,
      function (this: unknown, ...received: unknown[]) {
        const { hash, data, loc, fn, inverse } = received.at(-1) as Received;
        const body: Use['body'] = (row) => {
          const frame = row && { ...data, index: row.index, first: row.index === 0, last: row.isLast };
          const own = row && { data: frame, blockParams: [row.value, row.index] };
          return String(fn?.(row === undefined ? this : row.value, own) ?? '');
        };
        const use = { args: received.slice(0, -1), hash, loc, context: this };
        const result = helper({ ...use, ...(fn && { body }), ...(inverse && { otherwise: () => inverse(this) }) });
        // It would add numbers that stand side by side.
        return typeof result === 'number' && fn === undefined ? Object(String(result)) : result;
      },
    ];
  });
  const compiled = Object.entries(partials).map(([name, body]) => [name, handlebars.compile(body, options)]);
  const runtime = { helpers: Object.fromEntries(helpers), partials: Object.fromEntries(compiled) };
  return handlebars.compile(text, options)({}, runtime);
}

describe('a template gives what Handlebars makes of it', () => {
  test.each<[string, Record<string, string>?]>([
    ['plain, with \\{{no}} and \\\\{{two}} and {{{two}}} {{& two}}'],
    ['{{!-- a }} --}}x{{! b}}y\n  {{! alone }}\nz'],
    ['{{echo "a" \'b\' 1 1.5 true false null undefined}}'],
    ['{{echo 1 x="a" y=(echo 2 z=3)}}'],
    ['[{{nothing}}][{{no}}]'],
    ['{{#if (two)}}yes{{else}}no{{/if}} {{#if (no)}}yes{{else}}no{{/if}} {{#if (no)}}yes{{/if}}'],
    ['{{^if (no)}}none{{/if}}{{#if (no)}}a{{else if (two)}}b{{else}}c{{/if}}'],
    ['a\n{{#if (two)}}\n  kept\n{{else}}\n  gone\n{{/if}}\nb\n'],
    ['a  {{~#if (two)~}}  b  {{~else~}}  c  {{~/if~}}  d {{~two~}} e'],
    ['a\r\n{{#if (two)}}\r\n  kept\r\n{{/if}}\r\nb\r\n'],
    ['{{#each (rows)}}{{name}}{{this.name}}{{this/name}}{{inner.x}}{{this.inner.x}},{{/each}}'],
    ['{{#each (rows)}}{{@index}} {{@first}} {{@last}} {{#if @last}}last{{/if}}{{/each}}'],
    ['{{#each (rows) as |row i|}}{{i}}{{row.name}}{{#if i}}{{row.inner.x}}{{name}}{{/if}} {{/each}}'],
    ['{{#each (rows)}}{{#each (rows)}}{{name}}{{../name}} {{/each}}{{/each}}'],
    ['{{#each (rows)}}{{#if (two)}}{{name}}{{@index}}{{/if}}{{echo this.name inner.x missing}}{{/each}}'],
    ['{{#each (rows)}}{{two}}{{echo two}}{{/each}}'],
    ['{{{{if (two)}}}} {{raw}} {{{{/if}}}}'],
    ['{{> note}}|{{> note }}|{{>note}}', { note: 'text\n' }],
    ['one\n  {{> note}}\ntwo\n', { note: 'a\n\nb\n' }],
    ['one\n  {{> note}} \n\n{{> note}}', { note: 'a\nb' }],
    ['{{> "note" x="1" y=(two)}}{{> note x="2" y=3}} ', { note: '{{x}}{{y}}' }],
    ['{{> outer x="1"}}', { outer: '{{> inner y="2"}}{{x}}', inner: '{{x}}{{y}}' }],
    ['{{#each (rows)}}{{> row}}{{> row this z="1"}}{{/each}}', { row: '{{name}}{{@index}} ' }],
    ['{{#> box}}in{{two}}{{/box}}', { box: '[{{> @partial-block}}]' }],
    ['{{#> box t="x"}}{{#> box t="y"}}in{{/box}}{{/box}}', { box: '{{t}}[{{> @partial-block}}]' }],
    ['{{#each (rows)}}{{#> box}}{{name}}{{/box}}{{/each}}', { box: '[{{> @partial-block}}]' }],
    ['{{#> box}}\n  in\n{{/box}}\nend\n', { box: 'begin\n{{> @partial-block}}\nend\n' }],
  ])('%j %j', (text, partials = {}) => {
    expect(ours(text, partials)).toBe(theirs(text, partials));
  });

  test('each template of labreport, with helpers that print their arguments', async () => {
    const { readFile } = await import('node:fs/promises');
    const { HELPERS: names } = await import('../../src/report/helpers.ts');
    const before = { ...HELPERS };
    for (const name of Object.keys(names)) {
      HELPERS[name] ??= (use) => use.body?.() ?? `${name} ${show(use.args, use.hash)}`;
    }
    const read = (path: string) => readFile(`templates/${path}.hbs`, 'utf8');
    for (const path of ['concurrent-servers.md', 'two-clients.md', 'es/concurrent-servers.md']) {
      const found = await Promise.all(
        ['head', 'environment', 'claims'].map(async (name) => [name, await read(`partials/${name}`)]),
      );
      const text = await read(path);
      expect(ours(text, Object.fromEntries(found))).toBe(theirs(text, Object.fromEntries(found)));
    }
    for (const name of Object.keys(HELPERS)) if (!(name in before)) delete HELPERS[name];
  });
});

test('numbers side by side are not added', () => {
  expect(ours('{{two}}{{two}}{{#each (rows)}}{{@index}}{{n}} {{/each}}', {})).toBe('2201 10 ');
});

test('what belongs to the machinery of values is no name', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'length']) {
    expect(() => ours(`{{#each (rows)}}{{this.${name}}}{{/each}}`, {})).toThrow(`unknown name "this.${name}"`);
    expect(() => ours(`{{#each (rows)}}{{this.name.${name}}}{{/each}}`, {})).toThrow('unknown name');
  }
});

test('a partial that wants a block and has none', () => {
  expect(() => ours('{{> box}}', { box: '{{> @partial-block}}' })).toThrow(
    'unexpected {{> @partial-block}}, this use of the partial has no block',
  );
});
