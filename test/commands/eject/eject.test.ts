import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ejectTemplate } from '../../../src/app/eject/eject-template.ts';
import { packageRoot, searchRoots } from '../../../src/app/inputs/roots.ts';
import { loadTemplate } from '../../../src/app/inputs/templates.ts';
import { formatEjected } from '../../../src/commands/eject/format-ejected.ts';
import type { LabreportError } from '../../../src/text/errors.ts';
import { labreport, makeFolder } from '../../journeys/labreport.ts';

const root = packageRoot();
const eject = async (name: string, options: Parameters<typeof ejectTemplate>[1] = {}) =>
  formatEjected(await ejectTemplate(name, options));
const own = (path: string) => readFile(join(root, path), 'utf8');
const here = (path: string) => readFile(path, 'utf8');

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'labreport-eject-'));
  process.chdir(dir);
});
afterEach(async () => {
  process.chdir(root);
  await rm(dir, { recursive: true, force: true });
});

const refusal = (name: string, flags = {}) =>
  eject(name, flags).then(
    () => 'it was not refused',
    (error: LabreportError) => error.text,
  );

const FILES = [
  'templates/partials/claims.hbs',
  'templates/partials/environment.hbs',
  'templates/partials/head.hbs',
  'templates/two-clients.md.hbs',
];
const listFiles = async () =>
  (await readdir('.', { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

describe('a template that is not here yet', () => {
  it('is copied with the partials that it uses, and nothing else', async () => {
    expect(await eject('two-clients')).toBe(`To edit:
  templates/two-clients.md.hbs        new
  templates/partials/head.hbs         new
  templates/partials/environment.hbs  new
  templates/partials/claims.hbs       new

Then run the lab with it:
  labreport generate two-clients

In other languages:
  labreport eject two-clients --lang es
`);
    expect(await listFiles()).toEqual(FILES);
    for (const path of FILES) expect(await here(path), path).toBe(await own(path));
  });

  it('is taken in the place of labreport’s own from then on', async () => {
    await eject('two-clients');
    await writeFile('templates/partials/head.hbs', '# {{title}} of mine\n');
    const options = { file: undefined, labDir: 'labs/two-clients', roots: searchRoots() };
    const template = await loadTemplate({ ...options, lab: { template: 'two-clients.md.hbs' } });
    expect(template.file).toBe('templates/two-clients.md.hbs');
    expect(template.partials.head).toBe('# {{title}} of mine\n');
    expect(template.partialFiles?.head).toBe('templates/partials/head.hbs');
  });

  it('in another language', async () => {
    const told = await eject('concurrent-servers', { lang: 'es' });
    expect(told).toContain('labreport generate concurrent-servers --template templates/es/concurrent-servers.md.hbs\n');
    const files = await listFiles();
    expect(files).toContain('templates/es/concurrent-servers.md.hbs');
    for (const path of files) expect(await here(path), path).toBe(await own(path));
    expect(await eject('concurrent-servers')).toContain(
      'In other languages:\n  labreport eject concurrent-servers --lang es\n',
    );
    expect(await refusal('concurrent-servers', { lang: 'xx' })).toBe(
      'no template of lab concurrent-servers in "xx", expected es',
    );
  });

  it('in another language that no template is in', async () => {
    const lab = await own('labs/two-clients/lab.yaml');
    await mkdir('labs/mine', { recursive: true });
    await writeFile('labs/mine/lab.yaml', lab.replace('template: two-clients', 'template: mine'));
    await mkdir('templates');
    await writeFile('templates/mine.md.hbs', '# Mine\n');
    expect(await refusal('mine', { lang: 'xx' })).toBe(
      'no template of lab mine in "xx", there is none in another language',
    );
  });

  it('tells to render a report of the lab where there is one', async () => {
    await mkdir('reports/two-clients', { recursive: true });
    await writeFile('reports/two-clients/record.json', '{}');
    expect(await eject('two-clients')).toContain(`
Then see it in reports/two-clients, without running anything:
  labreport render reports/two-clients --template templates/two-clients.md.hbs
`);
  });
});

describe('a template that is here', () => {
  beforeEach(() => eject('two-clients'));

  it('and is the same stays', async () => {
    expect(await eject('two-clients')).toContain('  templates/two-clients.md.hbs        there already, the same\n');
  });

  it('and was edited is not overwritten; what differs is told', async () => {
    const edited = (await here('templates/two-clients.md.hbs'))
      .replace('## Compile', '## Compiling')
      .replace('Ctrl-C', '^C');
    await writeFile('templates/two-clients.md.hbs', edited);
    await writeFile('templates/partials/claims.hbs', '');
    await rm('templates/partials/head.hbs');
    expect(await refusal('two-clients')).toBe(
      "templates/two-clients.md.hbs (in 2 places), templates/partials/claims.hbs (in 2 places) differ from labreport's own, " +
        'expected to write only what nobody has edited\n' +
        '  templates/two-clients.md.hbs:5 is  ## Compiling\n' +
        "  labreport's own is  ## Compile\n" +
        `  To see all: diff templates/two-clients.md.hbs ${root}/templates/two-clients.md.hbs\n` +
        '  Nothing was written. --force replaces what was edited.',
    );
    expect(await here('templates/two-clients.md.hbs')).toBe(edited);
    expect(await listFiles()).toEqual(FILES.filter((path) => path !== 'templates/partials/head.hbs'));
  });

  it('and was edited is replaced with --force', async () => {
    await writeFile('templates/two-clients.md.hbs', 'mine\n');
    expect(await eject('two-clients', { force: true })).toContain(
      '  templates/two-clients.md.hbs        replaced; it differed in 2 places\n' +
        '  templates/partials/head.hbs         there already, the same\n',
    );
    for (const path of FILES) expect(await here(path), path).toBe(await own(path));
  });
});

describe('a lab of one’s own', () => {
  const LAB =
    'title: Mine\ntemplate: mine.md.hbs\nnetworks: { lan: 192.0.2.0/24 }\nhosts: { a: { lan: 192.0.2.1 } }\n' +
    'steps:\n  - { moment: echo, on: a, run: echo hello }\n';
  beforeEach(async () => {
    await mkdir('labs/mine', { recursive: true });
    await writeFile('labs/mine/lab.yaml', LAB);
  });

  it('has its template here: that is the one to edit', async () => {
    await mkdir('templates');
    await writeFile('templates/mine.md.hbs', '{{moment "echo"}}\n');
    expect(await eject('mine')).toBe(
      'templates/mine.md.hbs is the file that labreport reads. Edit it.\n\nThen run the lab with it:\n  labreport generate mine\n',
    );
  });

  it('has none at all', async () => {
    expect(await refusal('mine')).toBe(
      'lab mine has its template "mine.md.hbs" nowhere, expected it in templates/\n' +
        '  labreport new makes a lab with a template to start from.',
    );
  });
});

it('in labreport’s own folder there is nothing to copy', async () => {
  process.chdir(root);
  expect((await eject('two-clients')).split('\n')[0]).toBe(
    'templates/two-clients.md.hbs is the file that labreport reads. Edit it.',
  );
});

it('says where nothing can be written, as a person knows the folder', async () => {
  const cwd = await makeFolder('ordinary');
  await chmod(cwd, 0o555);
  expect(await labreport(['eject', 'two-clients'], { cwd, user: 'ordinary' })).toEqual({
    status: 2,
    stdout: '',
    stderr:
      `labreport: templates can't be written in ${cwd} (EACCES), expected a folder of your own with some room\n` +
      '  Nothing was written. Go to another folder and try again.\n',
  });
});
