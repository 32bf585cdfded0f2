import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseLab } from '../../../src/lab/parse.ts';
import { LabreportError } from '../../../src/text/errors.ts';

const folder = join(import.meta.dirname, '../fixtures/mistakes');
const mistakes = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

// Each NAME.yaml holds the mistake that it is named after, and NAME.txt all that is said about it.
describe('a mistake in lab.yaml', () => {
  it.each(mistakes)('%s', (name) => {
    const text = readFileSync(join(folder, `${name}.yaml`), 'utf8');
    const expected = readFileSync(join(folder, `${name}.txt`), 'utf8');
    expect(`${messageOf(text)}\n`).toBe(expected);
  });
});

function messageOf(text: string): string {
  try {
    parseLab({ text, file: 'lab.yaml', name: 'mistaken' });
  } catch (error) {
    if (error instanceof LabreportError) return error.text;
    throw error;
  }
  return 'no mistake was found';
}
