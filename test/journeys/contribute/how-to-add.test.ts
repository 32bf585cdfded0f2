import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { SAMPLE } from '../../sample.ts';
import { labYaml, makeFolder, writeFiles } from '../labreport.ts';
import { type Addition, POKE, TYPED } from './toys.ts';

const PARTS = ['src', 'scripts', 'test', 'labs', 'templates', 'scaffold', 'package.json', 'tsconfig.json'];

/** The project's sources in a folder of their own. */
async function copyProject(): Promise<string> {
  const project = await makeFolder('root');
  for (const part of PARTS) await cp(part, join(project, part), { recursive: true });
  await symlink(resolve('node_modules'), join(project, 'node_modules'));
  return project;
}

async function add(project: string, { files, lines }: Addition): Promise<void> {
  await writeFiles(project, files, 'root');
  for (const [file, pairs] of Object.entries(lines)) for (const pair of pairs) await edit(join(project, file), pair);
}

async function edit(file: string, [there, added]: readonly [string, string]): Promise<void> {
  const text = await readFile(file, 'utf8');
  expect(text.split(there), `${file}: ${there}`).toHaveLength(2);
  await writeFile(
    file,
    text.replace(there, () => there + added),
  );
}

/** Files that the type checker complains of. */
async function complaints(project: string): Promise<string[]> {
  const { stdout } = await execa('npx', ['tsc', '--noEmit'], { cwd: project, reject: false });
  return [...new Set([...stdout.matchAll(/^([\w/.-]+)\(\d+,\d+\): error/gm)].map(([, file = '']) => file))];
}

/** What CONTRIBUTING says about how to add something: its files, by the name of what is added. */
async function filesToldOf(what: string, name: string): Promise<string[]> {
  const text = await readFile('CONTRIBUTING.md', 'utf8');
  const [, told = ''] = text.split(`**${what}.**`);
  const [paragraph = ''] = told.split('\n\n');
  const paths = [...paragraph.matchAll(/`((?:src|test)\/[\w/.-]+\.ts)`/g)].map(([, path = '']) => path);
  return paths.map((path) => path.replace(/[A-Z]{2,}/, name));
}

const filesOf = ({ files, lines }: Addition) => [...Object.keys(files), ...Object.keys(lines)];

test('a verb and a kind of claim are added by what CONTRIBUTING says, and are whole', async () => {
  const project = await copyProject();
  await add(project, POKE);
  await add(project, TYPED);

  const told = {
    verb: await filesToldOf('a step verb', 'poke'),
    claim: await filesToldOf('a claim kind', 'typed'),
    message: [
      'src/messages/claims.ts',
      'src/language/en/claims.ts',
      'src/language/es/claims.ts',
      'test/language/examples.ts',
    ],
  };
  expect(told.verb).toEqual(expect.arrayContaining(filesOf(POKE)));
  expect([...told.claim, ...told.message]).toEqual(expect.arrayContaining(filesOf(TYPED)));
  expect(await complaints(project)).toEqual([]);

  const node = (...args: string[]) => execa(process.execPath, args, { cwd: project });
  await node('scripts/translations.mjs', '--accept');
  await node('scripts/schema.mjs');
  await node('scripts/docs.mjs', 'docs', resolve(SAMPLE));
  await node('scripts/build.mjs');
  expect(await readFile(join(project, 'docs/lab/steps.md'), 'utf8')).toContain('  - poke: server');
  expect(await readFile(join(project, 'docs/lab/claims.md'), 'utf8')).toContain('typed-into: client2');
  expect(await readFile(join(project, 'labs/lab.schema.json'), 'utf8')).toContain('"poke"');

  // It runs, is judged, and is read again from the record.
  const cwd = await makeFolder('root');
  const steps = `  - { open: sleeper, on: vit001, run: "trap 'echo poked' USR1; echo ready; while read -r line; do echo $line; done", until: ready }
  - poke: sleeper
  - wait: { text: poked, on: sleeper }
  - { type: one line, into: sleeper, until: one line }
  - { stop: sleeper, with: SIGKILL }
claims:
  one-line:
    says: One line is typed
    typed-into: sleeper
    lines: 1
  two-lines:
    says: Two lines are typed
    typed-into: sleeper
    lines: 2
`;
  await writeFiles(cwd, {
    'labs/small/lab.yaml': labYaml(steps),
    'templates/small.md.hbs': '{{head}}\n{{terminal "sleeper"}}\n{{claims}}\n',
  });
  const labreport = (...args: string[]) =>
    execa(process.execPath, [join(project, 'dist/cli.js'), ...args], {
      cwd,
      reject: false,
      env: { NO_COLOR: '1', HOME: cwd, XDG_STATE_HOME: cwd },
    });
  const ran = await labreport('generate', 'small', '--quiet');
  expect([ran.exitCode, ran.stderr]).toEqual([1, '']);
  const report = await readFile(join(cwd, 'reports/small/report.md'), 'utf8');
  expect(report).toContain('poked\n');
  const link = '([sleeper](logs/sleeper.txt))';
  expect(report).toContain(`| One line is typed | **held** | 1 line typed into sleeper ${link}. |`);
  expect(report).toContain(`| Two lines are typed | **failed** | 1 line typed into sleeper ${link}. |`);
  const checked = await labreport('check', 'reports/small');
  expect([checked.exitCode, checked.stdout]).toEqual([
    1,
    expect.stringContaining('failed two-lines: 1 line typed into sleeper'),
  ]);
});

test('the compiler asks for what is missing of them', async () => {
  const project = await copyProject();
  const { 'src/scenario/steps/poke.ts': __, ...pokeFiles } = POKE.files;
  const { 'src/lab/verbs/verbs.ts': verbs = [] } = POKE.lines;
  await add(project, { files: pokeFiles, lines: { 'src/lab/verbs/verbs.ts': verbs } });
  const { 'src/claims/kinds/typed.ts': ___, ...typedFiles } = TYPED.files;
  const { 'src/lab/claims/claims.ts': claims = [], 'src/messages/claims.ts': messages = [] } = TYPED.lines;
  await add(project, {
    files: typedFiles,
    lines: { 'src/lab/claims/claims.ts': claims, 'src/messages/claims.ts': messages },
  });
  expect(await complaints(project)).toEqual([
    'src/claims/kinds/kinds.ts',
    'src/language/en/claims.ts',
    'src/language/es/claims.ts',
    'src/scenario/steps/verbs.ts',
    'test/claims/check-claims.test.ts',
    'test/language/examples.ts',
  ]);

  // In a table, but of no type that others know.
  const [, [step = '', member = ''] = []] = verbs;
  const file = join(project, 'src/lab/verbs/verbs.ts');
  await writeFile(
    file,
    (await readFile(file, 'utf8')).replace(step + member, () => step),
  );
  expect(await complaints(project)).toContain('src/lab/verbs/verbs.ts');
});
