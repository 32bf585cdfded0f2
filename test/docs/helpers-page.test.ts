import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { HELPERS } from '../../src/report/helpers.ts';
import { makeFolder } from '../journeys/labreport.ts';
import { refusal } from '../report/fixture.ts';
import { SAMPLE } from '../sample.ts';

interface Documented {
  text: string;
  block?: string;
  arguments: { name: string; type: string }[];
  options: { name: string }[];
  examples: string[];
}

// A script, which has no types.
const script = '../../scripts/docs/read-helpers.mjs';
const { readHelpers } = await import(script);
const helpers: ReadonlyMap<string, Documented> = await readHelpers('src/report/helpers');

test('the page is what npm run docs would write now, with what each example gives', async () => {
  const fresh = await makeFolder();
  await execa(process.execPath, ['scripts/docs.mjs', fresh, SAMPLE]);
  expect(await readFile('docs/helpers.md', 'utf8')).toBe(await readFile(join(fresh, 'helpers.md'), 'utf8'));
});

test('every helper has a comment, and every comment a helper', () => {
  expect([...helpers.keys()].sort()).toEqual(Object.keys(HELPERS).sort());
});

/** The message of a use, after its place. */
function saidOf(name: string, rest: string, { block }: Documented): string {
  const text = block === undefined ? `{{${name} ${rest}}}` : `{{#${name} ${rest}}}x{{/${name}}}`;
  return refusal(text).replace(/^\S+ /, '').split('\n')[0] as string;
}

describe.each([...helpers])('%s', (name, helper) => {
  test('takes the options that its comment tells, and no others', () => {
    const options = helper.options.map((option) => option.name);
    const [, known = ''] = /^unknown option "zz" for \{\{.*\}\}, (.*)$/.exec(saidOf(name, 'zz=1', helper)) ?? [];
    const names = known === 'there is none' ? [] : known.replace(/^expected (one of )?/, '').split(/, | or /);
    expect(names.sort()).toEqual(options.sort());
  });

  test('takes as many arguments as its comment tells', () => {
    if (helper.arguments.some(({ type }) => type.endsWith('...'))) return;
    const said = saidOf(name, '1 2 3 4 5 6 7 8 9', helper);
    const [, most] = /, expected (no argument|\d+)(?: arguments? at most)?$/.exec(said) ?? [];
    expect(most === 'no argument' ? 0 : Number(most)).toBe(helper.arguments.length);
  });

  test('has an example that uses it', () => {
    expect(helper.examples.length).toBeGreaterThan(0);
    for (const example of helper.examples) expect(example).toMatch(new RegExp(`[{(#]${name}\\b`));
  });
});
