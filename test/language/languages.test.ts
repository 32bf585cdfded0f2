import { describe, expect, it } from 'vitest';
import { english } from '../../src/language/en/english.ts';
import { spanish } from '../../src/language/es/spanish.ts';
import { LANGUAGES } from '../../src/language/languages.ts';

/** Every text of a language that takes no values, by its path. */
function textsOf(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    const name = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') return [[name, value]];
    return typeof value === 'object' ? textsOf(value, name) : [];
  });
}

describe('languages', () => {
  it('are known by their own codes', () => {
    expect(Object.entries(LANGUAGES).map(([code, language]) => [code, language.code])).toEqual([
      ['en', 'en'],
      ['es', 'es'],
    ]);
  });

  it('have no text in common but names', () => {
    const english_ = new Map(textsOf(english));
    const same = textsOf(spanish).filter(([path, text]) => english_.get(path) === text);
    expect(same.map(([path]) => path)).toEqual(['report.commandsHeader.1', 'report.environment.labreport']);
  });
});

describe('numbers in Spanish', () => {
  const { numbers } = spanish;

  it.each([
    [999, '999'],
    [8990, '8990'],
    [49_950, '49\u00a0950'],
    [1_234_567, '1\u00a0234\u00a0567'],
  ])('count %s', (count, text) => {
    expect(numbers.count(count)).toBe(text);
  });

  it('have a decimal comma, and words up to twelve', () => {
    expect([
      numbers.decimal('0.619'),
      numbers.decimal('12'),
      numbers.word(2),
      numbers.word(12),
      numbers.word(13),
    ]).toEqual(['0,619', '12', 'dos', 'doce', '13']);
  });

  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a y b'],
    [['TCP', 'UDP', 'ICMP'], 'TCP, UDP e ICMP'],
    [['padres', 'hijos'], 'padres e hijos'],
    [['agua', 'hielo'], 'agua y hielo'],
    [['`-U`', '`init`'], '`-U` e `init`'],
    [['1', '11'], '1 y 11'],
  ])('list %j', (items, text) => {
    expect(numbers.list(items)).toBe(text);
  });

  it.each([
    ['2026-10-08', '13:15:23', '+02:00', '8 de octubre de 2026, 13:15:23 (UTC+02:00)'],
    ['2026-01-31', '00:00:00', 'Z', '31 de enero de 2026, 00:00:00 (UTC)'],
    ['2026-12-01', '23:59:59', '+00:00', '1 de diciembre de 2026, 23:59:59 (UTC)'],
  ])('tell the date %s', (date, time, offset, text) => {
    expect(numbers.dateTime(date, time, offset)).toBe(text);
  });
});
