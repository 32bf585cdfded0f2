import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/commands/program.ts';

// A script, which has no types.
const script = '../../scripts/docs/errors-page.mjs';
const { errorsPage } = await import(script);
const page = await readFile('docs/errors.md', 'utf8');

test('the page is what npm run docs would write now', async () => {
  expect(page).toBe(await errorsPage());
});

test('it tells of each command that has --json', () => {
  const [, table = ''] = /\| prints with `--json` \|\n(.*?)\n\n/s.exec(page) ?? [];
  const told = [...table.matchAll(/`labreport (\w+)`/g)].map(([, name]) => name);
  const having = createProgram().commands.filter(({ options }) => options.some(({ long }) => long === '--json'));
  expect(told.sort()).toEqual(having.map((command) => command.name()).sort());
});
