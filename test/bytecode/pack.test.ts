import {
  chmod,
  chown,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { keepPack } from '../../src/bytecode/keep.ts';
import { type Pack, readPack } from '../../src/bytecode/pack.ts';
import type { PackPlace } from '../../src/bytecode/place.ts';
import { isRoot, labreport, makeFolder, ORDINARY } from '../journeys/labreport.ts';

const FOLDERS = ['labreport', 'v20.19.0-x64-01234567'] as const;
const PACK: Pack = new Map([
  ['one.js', { source: '12 34.5', bytes: Buffer.from('bytecode of one') }],
  ['two.js', { source: '6 7', bytes: Buffer.alloc(1000, 'two') }],
]);
const placeIn = (home: string, more: Partial<PackPlace> = {}): PackPlace => ({
  home,
  folders: FOLDERS,
  name: 'check',
  key: 'of this Node.js',
  ...more,
});

async function kept() {
  const home = await makeFolder();
  keepPack(placeIn(home), PACK);
  return { home, folder: join(home, ...FOLDERS), file: join(home, ...FOLDERS, 'check') };
}

test('a pack is read as it was kept, in folders of the user alone', async () => {
  const { home, folder, file } = await kept();
  expect(readPack(placeIn(home))).toEqual(PACK);
  const modes = await Promise.all([join(home, FOLDERS[0]), folder, file].map(async (path) => (await lstat(path)).mode));
  expect(modes.map((mode) => mode & 0o777)).toEqual([0o700, 0o700, 0o600]);
  expect(await readdir(folder)).toEqual(['check']);
  expect(readPack(placeIn(home, { key: 'of another one' }))).toBeUndefined();
});

interface Kept {
  home: string;
  folder: string;
  file: string;
}

const HOSTILE: Record<string, (kept: Kept) => Promise<unknown>> = {
  'cut off': ({ file }) => truncate(file, 900),
  'cut off at its half': async ({ file }) => truncate(file, (await lstat(file)).size / 2),
  'with a byte that is another': async ({ file }) => {
    const bytes = await readFile(file);
    bytes[500] = (bytes[500] as number) ^ 1;
    await writeFile(file, bytes);
  },
  'of zeros': async ({ file }) => writeFile(file, Buffer.alloc((await lstat(file)).size)),
  'that is empty': ({ file }) => writeFile(file, ''),
  'that is a link': async ({ file, home }) => {
    await rename(file, join(home, 'elsewhere'));
    await symlink(join(home, 'elsewhere'), file);
  },
  'in a folder that is a link': async ({ folder, home }) => {
    await rename(folder, join(home, 'elsewhere'));
    await symlink(join(home, 'elsewhere'), folder);
  },
  'that others may write': ({ file }) => chmod(file, 0o622),
  'in a folder that others may write': ({ folder }) => chmod(folder, 0o777),
  'in caches that others may write': ({ home }) => chmod(home, 0o777),
  'that is a folder': async ({ file }) => {
    await rename(file, `${file}-before`);
    await mkdir(file);
  },
};

describe('refused is a pack', () => {
  test.each(Object.entries(HOSTILE))('%s', async (_, harm) => {
    const made = await kept();
    await harm(made);
    expect(readPack(placeIn(made.home))).toBeUndefined();
  });

  test.runIf(isRoot).each(['file', 'folder', 'home'] as const)('whose %s is another user’s', async (what) => {
    const made = await kept();
    await chown(made[what], ORDINARY, ORDINARY);
    expect(readPack(placeIn(made.home))).toBeUndefined();
  });
});

describe('kept is a pack', () => {
  test('never in another user’s home, nor through a link', async () => {
    const home = await makeFolder();
    const elsewhere = await makeFolder();
    await symlink(elsewhere, join(home, FOLDERS[0]));
    keepPack(placeIn(home), PACK);
    expect(await readdir(elsewhere)).toEqual([]);
    if (!isRoot) return;
    const theirs = await makeFolder('ordinary');
    keepPack(placeIn(theirs), PACK);
    keepPack(placeIn(join(theirs, '.cache')), PACK);
    expect(await readdir(theirs)).toEqual([]);
  });

  test('beside those of three other builds at most', async () => {
    const home = await makeFolder();
    for (let i = 0; i < 6; i++) {
      keepPack(placeIn(home, { folders: ['labreport', `v20.19.${i}-x64-01234567`] }), PACK);
      await utimes(join(home, 'labreport', `v20.19.${i}-x64-01234567`), i, i);
    }
    const names = (await readdir(join(home, 'labreport'))).sort();
    expect(names).toEqual([2, 3, 4, 5].map((i) => `v20.19.${i}-x64-01234567`));
  });
});

describe('labreport', () => {
  test('keeps bytecode for its next start, and does without what was harmed', async () => {
    const cwd = await makeFolder();
    const env = { XDG_CACHE_HOME: await makeFolder() };
    const version = async () => expect(await labreport(['--version'], { cwd, env })).toEqual(SAID);
    await version();
    const [name = ''] = await readdir(join(env.XDG_CACHE_HOME, 'labreport'));
    expect(name).toMatch(new RegExp(`^${process.version}-${process.arch}-[0-9a-f]{8}$`));
    const file = join(env.XDG_CACHE_HOME, 'labreport', name, 'other');
    const before = await readFile(file);
    await version();
    expect(await readFile(file)).toEqual(before);
    await writeFile(file, Buffer.alloc(before.length, 'x'));
    await version();
    expect((await readFile(file, 'latin1')).startsWith('x')).toBe(false);
    expect(await readdir(cwd)).toEqual([]);
  });

  test.each([
    ['that can’t be written', '/proc/nothing'],
    ['that is no absolute path', 'caches'],
    ['that is a file', '/etc/passwd'],
  ])('works with a cache folder %s', async (_, home) => {
    const cwd = await makeFolder();
    expect(await labreport(['--version'], { cwd, env: { XDG_CACHE_HOME: home } })).toEqual(SAID);
    expect(await readdir(cwd)).toEqual([]);
  });
});

const SAID = { status: 0, stdout: `${manifest.version}\n`, stderr: '' };
