// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are what is tested
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseLab } from '../../src/lab/parse.ts';
import { LabreportError } from '../../src/text/errors.ts';

const forms = join(import.meta.dirname, 'fixtures/forms');
const seeds = readdirSync(forms).map((file) => readFileSync(join(forms, file), 'utf8'));
const ROUNDS = process.env.LABREPORT_LONG ? 20_000 : 300;

/** Numbers from 0 to 1 that are the same in every run (Park and Miller, 1988). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

const random = randomFrom(20261008);
const below = (limit: number) => Math.floor(random() * limit);
const oneOf = <T>(items: readonly T[]): T => items[below(items.length)] as T;

const ODD_VALUES = ['', 'null', '12', '-0', 'true', '.nan', '[]', '{}', '[a, b]', '{ a: b }', '"', "'", '&a x', '*a'];
const ODDER_VALUES = [
  '!!str x',
  '${',
  '${server.pid}',
  '$$',
  '/(/',
  '/a/',
  '__proto__',
  'constructor',
  '|',
  '>',
  '? :',
];

const mutations: ((lines: string[]) => string)[] = [
  (lines) => lines.toSpliced(below(lines.length), 1 + below(3)).join('\n'),
  (lines) => lines.toSpliced(below(lines.length), 0, oneOf(lines)).join('\n'),
  (lines) => {
    const [a, b] = [below(lines.length), below(lines.length)];
    return lines
      .with(a, lines[b] ?? '')
      .with(b, lines[a] ?? '')
      .join('\n');
  },
  (lines) => swapWords(lines.join('\n')),
  (lines) => {
    const at = below(lines.length);
    const value = oneOf([...ODD_VALUES, ...ODDER_VALUES]);
    return lines.with(at, (lines[at] ?? '').replace(/: .*/, `: ${value}`)).join('\n');
  },
  (lines) =>
    insertAt(lines.join('\n'), String.fromCodePoint(...Array.from({ length: 1 + below(4) }, () => below(256)))),
  (lines) => insertAt(lines.join('\n'), oneOf([...ODD_VALUES, ...ODDER_VALUES])),
  (lines) => lines.join('\n').slice(0, below(1500)),
];

function swapWords(text: string): string {
  const words = text.match(/[\w.-]+/g) ?? [''];
  const [a, b] = [oneOf(words), oneOf(words)];
  return text.replace(a, () => b);
}

function insertAt(text: string, inserted: string): string {
  const at = below(text.length);
  return text.slice(0, at) + inserted + text.slice(at + below(3));
}

it('any text is either a lab or a mistake with its place', { timeout: 900_000 }, () => {
  const outcomes = { lab: 0, mistake: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    let text = oneOf(seeds);
    for (let i = below(2); i >= 0; i--) text = oneOf(mutations)(text.split('\n'));
    outcomes[outcomeOf(text)]++;
  }
  // Both ends are reached, so neither the mutations nor the checks have become idle.
  expect(outcomes.lab).toBeGreaterThan(ROUNDS / 40);
  expect(outcomes.mistake).toBeGreaterThan(ROUNDS / 2);
  expect(outcomes.lab + outcomes.mistake).toBe(ROUNDS);
});

it.each([
  ['[', 100_000],
  ['a: {', 50_000],
  ['- ', 50_000],
  ['{a: ', 20_000],
])('%j many times over is a mistake, not a crash', (text, times) => {
  expect(outcomeOf(text.repeat(times))).toBe('mistake');
});

function outcomeOf(text: string): 'lab' | 'mistake' {
  try {
    const lab = parseLab({ text, file: 'lab.yaml', name: 'fuzz' });
    // A lab goes into the record as JSON, and must come back the same.
    expect(JSON.parse(JSON.stringify(lab))).toEqual(lab);
    return 'lab';
  } catch (error) {
    if (!(error instanceof LabreportError)) throw new Error(`no mistake of this text:\n${text}`, { cause: error });
    expect(error.place).toEqual({ file: 'lab.yaml', line: expect.any(Number), column: expect.any(Number) });
    expect(error.text).not.toMatch(/invalid input|undefined|\[object|expected (string|array|object|record)/i);
    return 'mistake';
  }
}
