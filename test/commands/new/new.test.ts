import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { labreportHere } from '../../journeys/here.ts';
import { isRoot, labreport, makeFolder, said, snapshot, users, writeFiles } from '../../journeys/labreport.ts';

const MADE = `Made:
  labs/my-lab/lab.yaml     what happens, and what the report claims
  labs/my-lab/src/         the programs
  templates/my-lab.md.hbs  what the report says
  labs/lab.schema.json     completes lab.yaml in editors

Next:
  labreport generate my-lab         runs it and writes the report
  labreport check reports/my-lab    checks what the report claims
  labreport preview reports/my-lab  shows it while you edit
`;

const FILES = ['labs/my-lab/lab.yaml', 'labs/my-lab/src/Makefile', 'labs/my-lab/src/client.c'];
const OTHERS = ['labs/my-lab/src/server.c', 'labs/lab.schema.json', 'templates/my-lab.md.hbs'];

async function files(cwd: string): Promise<string[]> {
  const all = Object.entries(await snapshot(cwd));
  return all.filter(([, content]) => content !== 'folder').map(([path]) => path);
}

describe.each(users)('a new lab made by %s', (user) => {
  test('runs at once, and all its claims hold', async () => {
    const cwd = await makeFolder(user);
    expect(await labreportHere(['new', 'my-lab'], { cwd, user })).toEqual({ status: 0, stdout: MADE, stderr: '' });
    expect(await files(cwd)).toEqual([...FILES, ...OTHERS].sort());
    const ran = await labreport(['generate', 'my-lab'], { cwd, user });
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toMatch(/\nreports\/my-lab\/report\.md: 3 of 3 claims held, /);
    const checked = await labreportHere(['check', 'reports/my-lab'], { cwd, user });
    expect(checked).toMatchObject({ status: 0, stderr: '' });
  });
});

test('a new lab runs on the loopback driver too', async () => {
  const cwd = await makeFolder();
  await labreportHere(['new', 'my-lab'], { cwd });
  const { status, stdout } = await labreport(['generate', 'my-lab', '--driver', 'loopback'], { cwd });
  // An ordinary user may not capture on the loopback device: that claim is not testable then.
  expect(status, stdout).toBe(isRoot ? 0 : 3);
  expect(stdout).toContain(`: ${isRoot ? 3 : 2} of 3 claims held, `);
});

test('the name stands everywhere, and nothing else differs from the scaffold', async () => {
  const cwd = await makeFolder();
  await labreportHere(['new', 'greet-by-udp'], { cwd });
  const lab = await readFile(join(cwd, 'labs/greet-by-udp/lab.yaml'), 'utf8');
  const template = await readFile(join(cwd, 'templates/greet-by-udp.md.hbs'), 'utf8');
  const scaffold = (path: string) => readFile(join('scaffold', path), 'utf8');
  const back = (text: string) => text.replaceAll('greet-by-udp', 'my-lab').replaceAll('Greet by udp', 'My lab');
  expect(back(lab)).toBe(await scaffold('labs/my-lab/lab.yaml'));
  expect(back(template)).toBe(await scaffold('templates/my-lab.md.hbs'));
  expect(lab).toContain('\ntitle: Greet by udp\ntemplate: greet-by-udp.md.hbs ');
  expect(`${lab}${template}`).not.toMatch(/my.lab/i);
  expect(await readFile(join(cwd, 'labs/greet-by-udp/src/server.c'), 'utf8')).toBe(
    await scaffold('labs/my-lab/src/server.c'),
  );
});

describe('the schema', () => {
  test.each(['labs', 'course/labs', '.'])('is where the first line of lab.yaml says, in --dir %s', async (dir) => {
    const cwd = await makeFolder();
    const { stdout } = await labreportHere(['new', 'one', '--dir', dir], { cwd });
    const path = join(cwd, dir, 'one/lab.yaml');
    const [first = ''] = (await readFile(path, 'utf8')).split('\n');
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first) ?? [];
    expect(JSON.parse(await readFile(join(dirname(path), schema), 'utf8'))).toEqual(
      JSON.parse(await readFile('labs/lab.schema.json', 'utf8')),
    );
    const [, name = ''] = /labreport generate (\S+)/.exec(stdout) ?? [];
    const ran = await labreport(['generate', name], { cwd });
    expect(ran.status, ran.stderr).toBe(0);
  });

  test('of a second lab is the first one’s', async () => {
    const cwd = await makeFolder();
    await labreportHere(['new', 'one'], { cwd });
    const { stdout } = await labreportHere(['new', 'two'], { cwd });
    expect(stdout).not.toContain('lab.schema.json');
  });

  test('that differs is kept, and told of', async () => {
    const cwd = await makeFolder();
    await writeFiles(cwd, { 'labs/lab.schema.json': '{}\n' });
    const { status, stdout } = await labreportHere(['new', 'one'], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain('\nlabs/lab.schema.json was there and is not the one of this labreport; ');
    expect(await readFile(join(cwd, 'labs/lab.schema.json'), 'utf8')).toBe('{}\n');
  });
});

describe('makes nothing and says why', () => {
  const PHRASE = 'expected a name of at most 40 lower-case letters, digits and "-", beginning with a letter';
  test.each([
    ['My Läb_2', `got the name "My Läb_2", ${PHRASE}\n  For example: labreport new my-lab-2`],
    ['../up', `got the name "../up", ${PHRASE}\n  For example: labreport new up`],
    ['labs/here/', `got the name "labs/here/", ${PHRASE}\n  For example: labreport new here`],
    ['日本', `got the name "日本", ${PHRASE}`],
    ['', `got the name "", ${PHRASE}`],
    ['a'.repeat(41), `got the name "${'a'.repeat(41)}", ${PHRASE}\n  For example: labreport new ${'a'.repeat(40)}`],
    [
      'two-clients',
      'a lab two-clients comes with labreport, and a second one would hide it\n  For example: labreport new my-two-clients',
    ],
  ])('for the name %j', async (name, message) => {
    const cwd = await makeFolder();
    const ran = await labreportHere(['new', name], { cwd });
    expect({ ...ran, stderr: said(ran, cwd) }).toEqual({ status: 2, stdout: '', stderr: message });
    expect(await snapshot(cwd)).toEqual({});
  });

  test.each([
    ['labs/one', 'labs/one/notes.txt'],
    ['labs/one', 'labs/one'],
    ['templates/one.md.hbs', 'templates/one.md.hbs'],
    ['templates/one.md.hbs', 'templates/one.md.hbs/folder/file'],
  ])('where %s exists (%s)', async (path, file) => {
    const cwd = await makeFolder();
    await writeFiles(cwd, { [file]: 'mine' });
    const before = await snapshot(cwd);
    const ran = await labreportHere(['new', 'one'], { cwd });
    const message = `${path} exists already, and labreport new overwrites nothing\n  Choose another name, or move it away.`;
    expect({ ...ran, stderr: said(ran, cwd) }).toEqual({ status: 2, stdout: '', stderr: message });
    expect(await snapshot(cwd)).toEqual(before);
  });

  test('where the schema is nothing that can be read to its end', async () => {
    const cwd = await makeFolder();
    await mkdir(join(cwd, 'labs'));
    await execa('mkfifo', [join(cwd, 'labs/lab.schema.json')]);
    const ran = await labreportHere(['new', 'one'], { cwd });
    const message = 'labs/lab.schema.json is a FIFO, expected a plain file';
    expect({ ...ran, stderr: said(ran, cwd) }).toEqual({ status: 2, stdout: '', stderr: message });
    expect(await readdir(join(cwd, 'labs'))).toEqual(['lab.schema.json']);
  });

  test('where a folder of the path can’t be made, and takes back those above it', async () => {
    const cwd = await makeFolder();
    const { status } = await labreportHere(['new', 'one', '--dir', `course/${'a'.repeat(300)}`], { cwd });
    expect([status, await snapshot(cwd)]).toEqual([2, {}]);
  });

  test.each([
    ['file', 'file/one/lab.yaml can’t be written: a part of its path is a file, not a folder'],
    ['/proc/none', '/proc/none/one/lab.yaml can’t be written: no folder can be made there'],
  ])('where %s is no folder to write in', async (dir, message) => {
    const cwd = await makeFolder();
    await writeFiles(cwd, { file: 'mine' });
    const ran = await labreportHere(['new', 'one', '--dir', dir], { cwd });
    const stderr = `${message.replace('’', "'")}\n  Nothing was made. Go to a folder of your own and try again.`;
    expect({ ...ran, stderr: said(ran, cwd) }).toEqual({ status: 2, stdout: '', stderr });
    expect(await files(cwd)).toEqual(['file']);
  });

  test.runIf(users.includes('root'))('where an ordinary user may not write, and takes back what it made', async () => {
    const cwd = await makeFolder('ordinary');
    await mkdir(join(cwd, 'templates'), { mode: 0o755 });
    const ran = await labreportHere(['new', 'one'], { cwd, user: 'ordinary' });
    expect({ ...ran, stderr: said(ran, cwd) }).toEqual({
      status: 2,
      stdout: '',
      stderr:
        "templates/one.md.hbs can't be written: this folder is not yours to write in\n  Nothing was made. Go to a folder of your own and try again.",
    });
    expect(await snapshot(cwd)).toEqual({ templates: 'folder' });
  });
});
