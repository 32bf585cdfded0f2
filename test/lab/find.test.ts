import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findLab, listLabs, loadLab } from '../../src/lab/load.ts';
import { LabreportError } from '../../src/text/errors.ts';

let folder: string;
let roots: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labs-'));
  roots = [join(folder, 'mine'), join(folder, 'nowhere'), join(folder, 'shipped')];
  await addLab('mine', 'echo', 'title: "My echo: again"\n');
  await addLab('shipped', 'echo', 'title: Echo\n');
  await addLab('shipped', 'concurrent-servers', 'title: Concurrent servers # with forks\nsteps: [[[\n');
  await addLab('shipped', 'untitled', 'steps: []\n');
  await mkdir(join(folder, 'shipped/labs/not-a-lab'));
});

afterAll(() => rm(folder, { recursive: true }));

async function addLab(root: string, name: string, text: string | Uint8Array): Promise<string> {
  const dir = join(folder, root, 'labs', name);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'lab.yaml'), text);
  return dir;
}

describe('findLab', () => {
  it('takes the first root that has the name', async () => {
    expect(await findLab({ name: 'echo', roots })).toBe(join(folder, 'mine/labs/echo'));
    expect(await findLab({ name: 'untitled', roots })).toBe(join(folder, 'shipped/labs/untitled'));
  });

  it('takes a path to a folder or to its lab.yaml', async () => {
    const dir = join(folder, 'shipped/labs/echo');
    expect(await findLab({ name: dir, roots })).toBe(dir);
    expect(await findLab({ name: join(dir, 'lab.yaml'), roots })).toBe(dir);
  });

  it.each([
    [
      'concurent-servers',
      'unknown lab "concurent-servers", expected one of concurrent-servers, echo, untitled\n  did you mean concurrent-servers?',
    ],
    ['not-a-lab', 'unknown lab "not-a-lab", expected one of concurrent-servers, echo, untitled'],
    ['', 'unknown lab "", expected one of concurrent-servers, echo, untitled'],
    ['./nothing/here', 'no lab in ./nothing/here: expected a folder with a lab.yaml'],
  ])('says what there is instead of %j', async (name, message) => {
    expect(await messageOf(findLab({ name, roots }))).toBe(message);
  });

  it('says that there is none where there is none', async () => {
    expect(await messageOf(findLab({ name: 'echo', roots: [] }))).toBe('unknown lab "echo", but there is none');
  });
});

it('listLabs lists each name once, with its title, also where the lab has a mistake', async () => {
  expect(await listLabs({ roots })).toEqual([
    {
      name: 'concurrent-servers',
      dir: join(folder, 'shipped/labs/concurrent-servers'),
      title: 'Concurrent servers',
    },
    { name: 'echo', dir: join(folder, 'mine/labs/echo'), title: 'My echo: again' },
    { name: 'untitled', dir: join(folder, 'shipped/labs/untitled'), title: 'untitled' },
  ]);
});

it('listLabs reads no lab.yaml that is far too large, or no plain file: they are listed by their names', async () => {
  const root = join(folder, 'odd');
  const large = await addLab('odd', 'large', 'title: Large\n');
  await truncate(join(large, 'lab.yaml'), 1e12);
  const pipe = await addLab('odd', 'pipe', '');
  await rm(join(pipe, 'lab.yaml'));
  execFileSync('mkfifo', [join(pipe, 'lab.yaml')]);
  expect((await listLabs({ roots: [root] })).map(({ title }) => title)).toEqual(['large', 'pipe']);
});

describe('loadLab', () => {
  it('names the lab after its folder', async () => {
    const lab = await loadLab({ dir: 'labs/two-clients/' });
    expect([lab.name, lab.title]).toEqual(['two-clients', 'Two clients of a concurrent server']);
  });

  it('names the file as people type it', async () => {
    const missing = 'labs/nowhere/lab.yaml expected a lab description, but it does not exist';
    expect(await messageOf(loadLab({ dir: './labs/nowhere' }))).toBe(missing);
    const dir = join(folder, 'shipped/labs/untitled');
    expect(await messageOf(loadLab({ dir }))).toContain(`${dir}/lab.yaml:1:1 missing key "title"\n`);
  });

  it('refuses bytes that are not UTF-8', async () => {
    const dir = await addLab('mine', 'latin', Buffer.from('title: caf\xe9\n', 'latin1'));
    const message = `${dir}/lab.yaml expected UTF-8 text, got other bytes\n  save the file as UTF-8`;
    expect(await messageOf(loadLab({ dir }))).toBe(message);
    await rm(dir, { recursive: true });
  });
});

async function messageOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof LabreportError) return error.text;
    throw error;
  }
  return 'no error';
}
