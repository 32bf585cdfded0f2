import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLab } from '../../src/lab/parse.ts';
import { LabreportError } from '../../src/text/errors.ts';

const forms = join(import.meta.dirname, 'fixtures/forms');
const root = join(import.meta.dirname, '../..');

function parseForm(name: string, set: Record<string, string> = {}) {
  const text = readFileSync(join(forms, `${name}.yaml`), 'utf8');
  return parseLab({ text, file: `${name}.yaml`, name, set });
}

describe('parseLab', () => {
  it.each(['all-steps', 'all-claims'])('reads every form of %s', (name) => {
    const expected: unknown = JSON.parse(readFileSync(join(forms, `${name}.json`), 'utf8'));
    expect(parseForm(name)).toEqual(expected);
  });

  it('freezes the lab down to its smallest part', () => {
    expect(unfrozen(parseForm('all-claims'), 'lab')).toEqual([]);
  });

  it('puts --set values in the place of defaults', () => {
    expect(parseForm('all-steps', { port: '9000' }).parameters).toEqual({
      port: { value: '9000', default: '8990', description: 'TCP port', type: 'port' },
      lines: { value: '3', default: '3', description: 'Lines', type: 'integer', from: -1, to: 20 },
      ending: { value: 'FIN', default: 'FIN', description: 'How it ends', type: 'choice', of: ['FIN', 'RST'] },
      version: { value: '1.10', default: '1.10', description: 'A text that looks like a number', type: 'text' },
    });
  });

  it.each([
    [{ ports: '1' }, 'unknown parameter "ports", expected one of port, lines, ending, version\n  did you mean port?'],
    [{ constructor: '1' }, 'unknown parameter "constructor", expected one of port, lines, ending, version'],
    ...['99999', '0', '-1', 'abc', '', ' 80', '08', '8e1', '0x50', '80.0', '80\n', '8990$(id)'].map((port) => [
      { port },
      `parameter "port" got ${JSON.stringify(port)}, expected a port number from 1 to 65535\n  port: TCP port`,
    ]),
    ...['21', '-2', '1.5', '9'.repeat(17)].map((lines) => [
      { lines },
      `parameter "lines" got "${lines}", expected a whole number from -1 to 20\n  lines: Lines`,
    ]),
    [{ ending: 'fin' }, 'parameter "ending" got "fin", expected one of FIN, RST\n  ending: How it ends'],
    ...['a\nb', 'a\x1bb', 'a\u202eb', 'a\u009bb', 'x'.repeat(1001)].map((version) => [
      { version },
      `parameter "version" got ${JSON.stringify(version)}, expected one line of text without control characters, at most 1000 characters\n  version: A text that looks like a number`,
    ]),
  ] as [Record<string, string>, string][])('refuses --set %j', (set, message) => {
    expect(() => parseForm('all-steps', set)).toThrow(LabreportError);
    expect(messageOf(() => parseForm('all-steps', set))).toBe(message);
  });

  it.each([
    { port: '1' },
    { port: '65535' },
    { lines: '-1' },
    { ending: 'RST' },
    { version: '' },
    { version: '$(id)' },
  ])('takes --set %j', (set) => {
    const [[name, value] = []] = Object.entries(set);
    expect(parseForm('all-steps', set as Record<string, string>).parameters[name ?? '']?.value).toBe(value);
  });

  it('lets make make the targets of the programs where no build is told', () => {
    const text = readFileSync(join(forms, 'all-steps.yaml'), 'utf8').replace(/^build: .*$/m, '');
    expect(parseLab({ text, file: 'lab.yaml', name: 'lab' }).build).toBe('make client');
  });

  const labs = readdirSync(join(root, 'labs'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  it.each(labs.map(({ name }) => name))('takes labs/%s, which names the schema for editors', (name) => {
    const file = join(root, 'labs', name, 'lab.yaml');
    const text = readFileSync(file, 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../lab.schema.json');
    expect(parseLab({ text, file, name }).name).toBe(name);
  });
});

function unfrozen(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, each]) => unfrozen(each, `${path}.${key}`));
  return Object.isFrozen(value) ? inner : [path, ...inner];
}

function messageOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    return (error as LabreportError).text;
  }
  return undefined;
}
