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
      port: { value: '9000', default: '8990', description: 'TCP port' },
      version: { value: '1.10', default: '1.10', description: 'A text that looks like a number' },
    });
  });

  it.each([
    [{ ports: '1' }, 'unknown parameter "ports", expected one of port, version\n  did you mean port?'],
    [{ constructor: '1' }, 'unknown parameter "constructor", expected one of port, version'],
    [{ port: '1\n2' }, 'expected one line of text for parameter "port", got a control character'],
  ])('refuses --set %j', (set, message) => {
    expect(() => parseForm('all-steps', set)).toThrow(LabreportError);
    expect(messageOf(() => parseForm('all-steps', set))).toBe(message);
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
