import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labreport, makeFolder } from '../labreport.ts';

test('a report in Spanish is generated, checked, and edits in it are found', async () => {
  const cwd = await makeFolder();
  const generated = await labreport(['generate', 'concurrent-servers', '--lang', 'es', '--quiet'], { cwd });
  expect(generated).toMatchObject({ status: 0, stderr: '' });
  const report = join(cwd, 'reports/concurrent-servers');
  const text = await readFile(join(report, 'report.md'), 'utf8');
  expect(text.slice(0, text.indexOf('\n'))).toBe(
    '# Servidores concurrentes con la API de sockets: memoria de la práctica',
  );
  // The template that is kept tells the language; nothing else does.
  expect(await readFile(join(report, 'lab/template.md.hbs'), 'utf8')).toBe(
    await readFile('templates/es/concurrent-servers.md.hbs', 'utf8'),
  );
  expect(await readFile(join(report, 'lab/partials/claims.hbs'), 'utf8')).toContain('## Afirmaciones');
  const checked = await labreport(['check', 'reports/concurrent-servers'], { cwd });
  expect(checked).toMatchObject({ status: 0, stderr: '' });
  expect(checked.stdout).toMatch(/44 of 44 claims held[\s\S]*evidence blocks and verdicts in [^\n]* as recorded\n\n/);
});

test('the first lab is there in Spanish, too', async () => {
  const cwd = await makeFolder();
  expect(await labreport(['generate', 'two-clients', '--lang', 'es', '--quiet'], { cwd })).toMatchObject({ status: 0 });
  const text = await readFile(join(cwd, 'reports/two-clients/report.md'), 'utf8');
  expect(text).toContain('Hay un socket de escucha, del proceso ');
  expect(text).toContain(', y dos con la conexión establecida');
  expect((await labreport(['check', 'reports/two-clients'], { cwd })).stdout).toContain('5 of 5 claims held');
});

test('a language that a lab has not got is refused before anything runs', async () => {
  const cwd = await makeFolder();
  expect(await labreport(['generate', 'concurrent-servers', '--lang', 'fr'], { cwd })).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'labreport: no template concurrent-servers.md.hbs in the language "fr", expected one of en, es\n' +
      '  Another language would be in templates/fr/concurrent-servers.md.hbs.\n',
  });
});
