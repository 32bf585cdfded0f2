import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { checkCrate } from '../../archive/crate/profile.ts';
import { labreportHere } from '../here.ts';
import { copyFolder, labreport, labYaml, makeLab, said, sha256, snapshot } from '../labreport.ts';

const LAB = `${labYaml(`  - { moment: echo, on: vit001, run: echo hello }
  - { open: shell, on: vit002, run: cat }
  - { type: hi, into: shell, until: hi }
  - { stop: shell, with: EOF }
`)}claims:
  said: { says: The word is said, in: echo, shows: hello }
`;
const TEMPLATE = '# A report\n\n{{head}}\n\n{{moment "echo"}}\n\n{{terminal "shell"}}\n\n## Claims\n\n{{claims}}\n';

/** Folders with a report, by what it was made of: each is made once, and copied for each test. */
const made = new Map<string, Promise<string>>();

async function generated(files: Record<string, string> = {}, lab = LAB, template = TEMPLATE) {
  const key = JSON.stringify([files, lab, template]);
  const first = made.get(key) ?? generate(files, lab, template);
  made.set(key, first);
  const cwd = await copyFolder(await first);
  return { cwd, dir: join(cwd, 'reports/small') };
}

async function generate(files: Record<string, string>, lab: string, template: string): Promise<string> {
  const cwd = await makeLab(lab, { template, files });
  const { status, stderr } = await labreport(['generate', 'small', '--quiet'], { cwd });
  expect({ status: status === 1 ? 0 : status, stderr }).toEqual({ status: 0, stderr: '' });
  return cwd;
}

async function unpack(file: string, to: string): Promise<string[]> {
  const members = unzipSync(await readFile(file));
  for (const [path, content] of Object.entries(members)) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), content);
  }
  return Object.keys(members);
}

const AUTHOR = { 'labreport.yaml': 'author: Ada Lovelace\nid: 0042\ncourse: Networks | 1\n' };

describe('labreport.yaml and --set author', () => {
  test('are in the head, in the record and in the crate; what is absent is left out', async () => {
    const { cwd, dir } = await generated(AUTHOR);
    const head = (await readFile(join(dir, 'report.md'), 'utf8')).split('\n').slice(2, 5);
    expect(head).toEqual([
      '- Author: Ada Lovelace (0042)',
      '- Course: Networks \\| 1',
      expect.stringMatching(/^- Made: /),
    ]);
    const record = JSON.parse(await readFile(join(dir, 'record.json'), 'utf8'));
    expect(record.frontMatter).toEqual({ author: 'Ada Lovelace', id: '0042', course: 'Networks | 1' });
    expect(checkCrate(dir).must).toEqual([]);
    expect((await labreportHere(['check', 'reports/small'], { cwd })).status).toBe(0);
    const again = ['generate', 'small', '--quiet', '--set', 'author=Grace Hopper', '--set', 'id='];
    expect((await labreport(again, { cwd })).status).toBe(0);
    expect(await readFile(join(dir, 'report.md'), 'utf8')).toContain('\n- Author: Grace Hopper\n- Course:');
  });

  test('nobody is named where nobody has told', async () => {
    const { dir } = await generated();
    expect(await readFile(join(dir, 'report.md'), 'utf8')).toMatch(/^# A report\n\n- Made: /);
    expect(JSON.parse(await readFile(join(dir, 'record.json'), 'utf8')).frontMatter).toBeUndefined();
    expect(await readFile(join(dir, 'ro-crate-metadata.json'), 'utf8')).not.toContain('Person');
  });

  test('a mistake is told with its place before anything runs, and an unknown name with the near one', async () => {
    const cwd = await makeLab(LAB, { files: { 'labreport.yaml': 'author: Ada\ncorse: x\n' } });
    const ran = await labreport(['generate', 'small'], { cwd });
    expect(ran.status).toBe(2);
    expect(said(ran, cwd)).toBe(
      'labreport.yaml:2:1 unknown key "corse", expected one of author, id, email, group, course, institution, license\n  did you mean course?',
    );
    expect(existsSync(join(cwd, 'reports'))).toBe(false);
    const unknown = await labreport(['generate', 'small', '--set', 'auther=Ada'], { cwd });
    expect(said(unknown, cwd)).toBe('unknown parameter "auther", but there is none');
  });

  test('a parameter of the lab of that name is the lab’s', async () => {
    const lab = `${LAB.replace('echo hello', "'echo $" + "{group}'")}parameters:\n  group: { default: hello, description: x }\n`;
    const cwd = await makeLab(lab, { template: TEMPLATE });
    expect((await labreport(['generate', 'small', '--set', 'group=hello 2', '--quiet'], { cwd })).status).toBe(0);
    const report = await readFile(join(cwd, 'reports/small/report.md'), 'utf8');
    expect(report).toContain("echo 'hello 2'");
    expect(report).not.toContain('Group');
  });
});

describe('labreport submit', () => {
  test('the same report gives the same archive, which checks and verifies where it is unpacked', async () => {
    const { cwd, dir } = await generated(AUTHOR);
    const before = await snapshot(dir);
    const ran = await labreportHere(['submit', 'reports/small'], { cwd });
    const file = join(cwd, 'small-ada-lovelace.zip');
    const hash = sha256(await readFile(file));
    expect({ status: ran.status, stderr: ran.stderr }).toEqual({ status: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^✓ reports\/small: nothing is wrong, 1 of 1 claims held\n\nsmall-ada-lovelace\.zip: /);
    expect(ran.stdout).toContain(`\nsha256 ${hash}\n`);
    expect(await snapshot(dir)).toEqual(before);
    for (const [out, TZ] of Object.entries({ 'b.zip': 'Asia/Tokyo', 'c/d.zip': 'America/Lima' })) {
      expect((await labreportHere(['submit', 'reports/small', '--out', out], { cwd, env: { TZ } })).status).toBe(0);
      expect(sha256(await readFile(join(cwd, out)))).toBe(hash);
    }
    const members = await unpack(file, join(cwd, 'inbox'));
    expect(members.map((path) => path.replace('small-ada-lovelace/', ''))).toEqual([
      'lab/lab.yaml',
      'lab/template.md.hbs',
      'logs/echo.txt',
      'logs/shell.cast',
      'logs/shell.txt',
      'record.json',
      'report.html',
      'report.md',
      'ro-crate-metadata.json',
    ]);
    const unpacked = join('inbox', 'small-ada-lovelace');
    expect(checkCrate(join(cwd, unpacked)).must).toEqual([]);
    expect((await labreportHere(['check', unpacked], { cwd })).status).toBe(0);
    expect((await labreport(['verify', unpacked, '--unconfined'], { cwd })).status).toBe(0);
  });

  test('no path of this machine is in it', async () => {
    const { cwd } = await generated(AUTHOR);
    await labreportHere(['submit', 'reports/small'], { cwd });
    const members = unzipSync(await readFile(join(cwd, 'small-ada-lovelace.zip')));
    const found = Object.entries(members).filter(([, content]) => Buffer.from(content).includes(cwd));
    expect(found.map(([path]) => path)).toEqual([]);
  });

  test('what is wrong is told with what mends it, and nothing is packed', async () => {
    const lab = LAB.replace('shows: hello', 'shows: goodbye');
    const template = `${TEMPLATE}\n<!-- answer: why -->\n\n*Not answered yet: write here.*\n\n<!-- /answer -->\n`;
    const { cwd, dir } = await generated({}, lab, template);
    const markdown = await readFile(join(dir, 'report.md'), 'utf8');
    await writeFile(join(dir, 'report.md'), markdown.replace('] echo hello\nhello', '] echo hello\nhullo'));
    await writeFile(join(dir, 'logs/shell.txt'), 'another\n');
    const ran = await labreportHere(['submit', 'reports/small', '--json'], { cwd });
    const { sound, problems, archive } = JSON.parse(ran.stdout);
    expect({ status: ran.status, sound, archive }).toEqual({ status: 1, sound: false, archive: undefined });
    expect(problems.map(({ kind, message }: Record<string, string>) => `${kind}: ${message}`)).toEqual([
      'author: nobody is named as the author',
      expect.stringMatching(/^answer: reports\/small\/report\.md:\d+: "why" is not answered yet$/),
      'claim: claim said failed: "goodbye" does not show',
      'file: logs/shell.txt was changed after the run',
      expect.stringMatching(/^evidence: reports\/small\/report\.md:\d+: moment echo is not as the record has it$/),
    ]);
    expect(existsSync(join(cwd, 'small.zip'))).toBe(false);
    const plain = await labreportHere(['submit', 'reports/small'], { cwd });
    expect(plain.stdout).toContain(
      '✗ nobody is named as the author\n    write "author: Your Name" into labreport.yaml',
    );
    expect(plain.stdout).toContain('\nNot packed: 5 things are wrong.');
    const anyway = await labreportHere(['submit', 'reports/small', '--anyway'], { cwd });
    expect({ status: anyway.status, told: anyway.stdout.match(/✗/g)?.length }).toEqual({ status: 1, told: 5 });
    expect(existsSync(join(cwd, 'small.zip'))).toBe(true);
  });

  test('a question whose place was deleted is told', async () => {
    const template = `${TEMPLATE}\n{{#answer "why"}}\nWhy?\n{{/answer}}\n`;
    const { cwd, dir } = await generated(AUTHOR, LAB, template);
    const markdown = await readFile(join(dir, 'report.md'), 'utf8');
    await writeFile(join(dir, 'report.md'), markdown.slice(0, markdown.indexOf('> Why?')));
    const ran = await labreportHere(['submit', 'reports/small', '--json'], { cwd });
    expect(ran.status).toBe(1);
    expect(JSON.parse(ran.stdout).problems).toEqual([
      {
        kind: 'answer',
        message: 'reports/small/report.md: the place for the answer "why" is gone',
        mend: 'put its place back and answer there: <!-- answer: why -->, your answer, <!-- /answer -->, a line each',
      },
    ]);
  });

  test('a name that was told after the run is written into an edited report, and no other byte of it changes', async () => {
    const { cwd, dir } = await generated();
    const edited = `${await readFile(join(dir, 'report.md'), 'utf8')}\nMy own words.  \n`;
    await writeFile(join(dir, 'report.md'), edited);
    const ran = await labreportHere(['submit', 'reports/small', '--set', 'author=Ada *Lovelace*'], { cwd });
    expect({ status: ran.status, first: ran.stdout.split('\n')[0] }).toEqual({
      status: 0,
      first: 'Written into reports/small/report.md and record.json: author.',
    });
    const now = await readFile(join(dir, 'report.md'), 'utf8');
    expect(now).toBe(edited.replace('- Made:', '- Author: Ada \\*Lovelace\\*\n- Made:'));
    expect((await labreportHere(['check', 'reports/small'], { cwd })).status).toBe(0);
    expect(existsSync(join(cwd, 'small-ada-lovelace.zip'))).toBe(true);
    const updated = await labreport(['update', 'reports/small'], { cwd });
    expect({ status: updated.status, stderr: updated.stderr }).toEqual({ status: 0, stderr: '' });
    expect(await readFile(join(dir, 'report.md'), 'utf8')).toMatch(/- Author: Ada [\s\S]*\nMy own words\. {2}\n$/);
    const untouched = await generated();
    await labreportHere(['submit', 'reports/small', '--set', 'author=Ada'], { cwd: untouched.cwd });
    const again = await labreport(['generate', 'small', '--quiet'], { cwd: untouched.cwd });
    expect({ status: again.status, stderr: again.stderr }).toEqual({ status: 0, stderr: '' });
  });

  test('links, pipes and files of others are never packed, unless a plain file is named', async () => {
    const { cwd, dir } = await generated(AUTHOR);
    await writeFile(join(cwd, 'secret'), 'of the home folder');
    await symlink(join(cwd, 'secret'), join(dir, 'secret'));
    await symlink('/etc', join(dir, 'etc'));
    await symlink(join(cwd, 'secret'), join(dir, 'logs/secret.txt'));
    execFileSync('mkfifo', [join(dir, 'pipe'), join(dir, 'figures-pipe')]);
    await writeFile(join(dir, 'notes.txt'), 'mine');
    await writeFile(join(dir, 'data.csv'), '1,2');
    await writeFile(join(dir, 'run.sh'), 'true');
    await chmod(join(dir, 'run.sh'), 0o4777);
    const submit = (...more: string[]) => labreportHere(['submit', 'reports/small', '--json', ...more], { cwd });
    const { status, stdout } = await submit('--anyway', '--add', 'data.csv', '--add', 'reports/small/run.sh');
    expect({ status, leftOut: JSON.parse(stdout).leftOut }).toEqual({
      status: 1,
      leftOut: [
        { path: 'notes.txt', why: 'unknown' },
        ...['etc', 'figures-pipe', 'logs/secret.txt', 'pipe', 'secret'].map((path) => ({ path, why: 'odd' })),
      ],
    });
    const members = Object.keys(unzipSync(await readFile(join(cwd, 'small-ada-lovelace.zip'))));
    expect(members.filter((path) => /secret|etc|pipe|notes/.test(path))).toEqual([]);
    expect(members).toContain('small-ada-lovelace/run.sh');
    for (const path of ['secret', '../../secret', '/etc/passwd', 'nothing']) {
      const refused = await submit('--anyway', '--add', path);
      expect({ path, status: refused.status, said: said(refused, cwd) }).toMatchObject({
        path,
        status: 2,
        said: expect.stringContaining(`--add got ${path}, expected a file or folder in reports/small`),
      });
    }
  });

  test('another file is not written over, and a report of another name is refused', async () => {
    const { cwd, dir } = await generated({ ...AUTHOR, 'thesis.doc': 'my only copy' });
    const ran = await labreportHere(['submit', 'reports/small', '--out', 'thesis.doc'], { cwd });
    expect({ status: ran.status, said: said(ran, cwd) }).toEqual({
      status: 2,
      said: 'thesis.doc is there and is no zip, expected a new name or an archive to replace\n  Choose another with --out FILE.',
    });
    expect(await readFile(join(cwd, 'thesis.doc'), 'utf8')).toBe('my only copy');
    await writeFile(join(dir, 'mine.md'), '# Mine\n');
    const other = await labreportHere(['submit', 'reports/small/mine.md'], { cwd });
    expect({ status: other.status, said: said(other, cwd) }).toEqual({
      status: 2,
      said: 'reports/small/mine.md is another text beside the report, expected report.md\n  What is handed in is report.md: rename it, then submit its folder.',
    });
  });

  test('a figure that the report shows lies in it, and in its page', async () => {
    const { cwd, dir } = await generated(AUTHOR);
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    await writeFile(join(dir, 'photo.png'), png);
    await writeFile(
      join(dir, 'report.md'),
      `${await readFile(join(dir, 'report.md'), 'utf8')}\n![A photo](photo.png)\n`,
    );
    expect((await labreportHere(['submit', 'reports/small'], { cwd })).status).toBe(0);
    const members = unzipSync(await readFile(join(cwd, 'small-ada-lovelace.zip')));
    expect(Buffer.from(members['small-ada-lovelace/photo.png'] as Uint8Array).equals(png)).toBe(true);
    const html = Buffer.from(members['small-ada-lovelace/report.html'] as Uint8Array).toString();
    expect(html).toContain(`<img src="data:image/png;base64,${png.toString('base64')}" alt="A photo">`);
  });
});
