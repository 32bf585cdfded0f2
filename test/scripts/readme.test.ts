import { access, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parseLab } from '../../src/lab/parse.ts';

const readme = await readFile('README.md', 'utf8');

test('the lab in the README is one', () => {
  const text = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const lab = parseLab({ text, file: 'README.md', name: 'one-client', set: {} });
  expect(lab.steps.map(({ verb }) => verb)).toEqual(['open', 'capture', 'open', 'type', 'moment', 'stop', 'wait']);
  expect(lab.claims.map(({ id, kind }) => `${id}: ${kind}`)).toEqual(['one-connection: sockets', 'no-reset: packets']);
});

test('the table of verbs has those of labs, and no other', async () => {
  const schema = JSON.parse(await readFile('labs/lab.schema.json', 'utf8'));
  const verbs: string[] = schema.properties.steps.items.anyOf.map((step: { required: string[] }) => step.required[0]);
  const table = readme.slice(readme.indexOf('| verb |'), readme.indexOf('`labs/two-clients`'));
  expect([...table.matchAll(/^\| `(\w+)`/gm)].map(([, verb]) => verb).sort()).toEqual(verbs.sort());
});

test('the table of commands has those of the program, with flags that they have', async () => {
  const { createProgram } = await import('../../src/commands/program.ts');
  const { commands } = createProgram();
  const rows = [...readme.matchAll(/^\| `labreport (\w+)[^`]*` \|(.*)\|$/gm)];
  expect(rows.map(([, name]) => name).sort()).toEqual(commands.map((command) => command.name()).sort());
  for (const [, name, text = ''] of rows) {
    const flags = commands.find((command) => command.name() === name)?.options.map(({ long }) => long);
    for (const [flag] of text.matchAll(/--\w+/g)) expect(flags).toContain(flag);
  }
});

test('the files that README and CONTRIBUTING name exist', async () => {
  const contributing = await readFile('CONTRIBUTING.md', 'utf8');
  const paths = [
    ...`${readme}${contributing}`.matchAll(/`((?:src|scripts|labs|templates)\/[\w./-]*)`|\]\((\w+(?:\.md)?)\)/g),
  ]
    .map(([, path, link]) => path ?? link ?? '')
    .filter((path) => path !== '');
  expect(paths.length).toBeGreaterThan(10);
  for (const path of paths) await expect(access(path), path).resolves.toBeUndefined();
});

test('the excerpt in the README is from the sample report', async () => {
  const report = await readFile('reports/concurrent-servers/report.md', 'utf8');
  const excerpt = [...readme.matchAll(/^> ?(.*)$/gm)].map(([, line]) => line).join('\n');
  expect(excerpt).toContain('ESTABLISHED');
  expect(unwrap(report)).toContain(unwrap(excerpt));
});

/** White space is folded: the README breaks its lines elsewhere. */
function unwrap(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
