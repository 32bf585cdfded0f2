import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { createProgram } from '../../src/commands/program.ts';
import { parseLab } from '../../src/lab/parse.ts';
import { SAMPLE } from '../sample.ts';

const readme = await readFile('README.md', 'utf8');

test('the lab in the README is one', () => {
  const text = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const lab = parseLab({ text, file: 'README.md', name: 'one-client', set: {} });
  expect(lab.steps.map(({ verb }) => verb)).toEqual(['open', 'capture', 'open', 'type', 'moment', 'stop', 'wait']);
  expect(lab.claims.map(({ id, kind }) => `${id}: ${kind}`)).toEqual(['one-connection: sockets', 'no-reset: packets']);
});

test('the table of commands has those of the program, with flags that they have', () => {
  const { commands } = createProgram();
  const rows = [...readme.matchAll(/^\| `labreport (\w+)[^`]*` \|(.*)\|$/gm)];
  expect(rows.map(([, name]) => name).sort()).toEqual(commands.map((command) => command.name()).sort());
  for (const [, name, text = ''] of rows) {
    const flags = commands.find((command) => command.name() === name)?.options.map(({ long }) => long);
    for (const [flag] of text.matchAll(/--\w+/g)) expect(flags).toContain(flag);
  }
});

test('the files and npm scripts that README and CONTRIBUTING name exist', async () => {
  const text = `${readme}${await readFile('CONTRIBUTING.md', 'utf8')}`;
  const paths = [...text.matchAll(/`((?:src|scripts|labs|templates|docs)\/[\w./-]*)`/g)]
    .map(([, path]) => path ?? '')
    // `templates/CODE/NAME.md.hbs` stands for many.
    .filter((path) => !/\/[A-Z]+[./]/.test(path));
  expect(paths.length).toBeGreaterThan(10);
  for (const path of paths) await expect(access(path), path).resolves.toBeUndefined();
  const scripts = [...text.matchAll(/\bnpm (?:run )?([\w:]+)/g)].map(([, name]) => name);
  expect(Object.keys({ ...manifest.scripts, install: '', ci: '' })).toEqual(expect.arrayContaining(scripts));
});

test('the excerpt in the README is from the sample report', async () => {
  const report = await readFile(join(SAMPLE, 'report.md'), 'utf8');
  const excerpt = [...readme.matchAll(/^> ?(.*)$/gm)].map(([, line]) => line).join('\n');
  expect(excerpt).toContain('ESTABLISHED');
  expect(unwrap(report)).toContain(unwrap(excerpt));
});

/** White space is folded: the README breaks its lines elsewhere. */
function unwrap(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
