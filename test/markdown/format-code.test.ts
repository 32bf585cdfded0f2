import type { Code } from 'mdast';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import { formatCode, parseMarkdown } from '../../src/markdown/markdown.ts';

const writer = unified().use(remarkStringify, { fence: '`' }).freeze();
const PIECES = [
  '`',
  '``',
  '````',
  '~~~',
  '\n',
  '\n\n',
  ' ',
  '\t',
  'a',
  '<b>',
  '&amp;',
  '\\',
  '*',
  '_',
  '[x]',
  '#',
  '- ',
  '    ',
  '$',
];
const ROUNDS = process.env.LABREPORT_LONG ? 20_000 : 2000;
const WORDS = ['console', 'wire', 'wire 2', 'client-2.a', 'a_b', 'a`b', 'a*b', 'a&b', 'é', '', 'x  y', '-', '.', '1.'];

/** A sequence that is the same each time (Park and Miller's). */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 48_271) % 2_147_483_647;
    yield state;
  }
}

test('a fenced block is written as remark-stringify writes it, and read as it was', () => {
  const source = numbers(7);
  const pick = <T>(from: readonly T[]): T => from[source.next().value % from.length] as T;
  for (let i = 0; i < ROUNDS; i++) {
    const value = Array.from({ length: source.next().value % 12 }, () => pick(PIECES)).join('');
    const [lang, meta] = [pick(['console', 'mermaid', 'c++', null]), pick([...WORDS, null])];
    const children: Code[] = [{ type: 'code', lang, meta, value }];
    const written = formatCode(value, lang, meta);
    expect(written).toBe(writer.stringify({ type: 'root', children }).slice(0, -1));
    const [read, ...others] = parseMarkdown(written).children;
    expect([read?.type, (read as Code).value, others.length]).toEqual(['code', value, 0]);
  }
});
