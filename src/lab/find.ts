import { access, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readNamed } from '../files/read.ts';
import { LabreportError } from '../text/errors.ts';
import { unknownWord } from './check/findings.ts';

/** A lab that can be named. */
export interface LabEntry {
  name: string;
  dir: string;
  /** The name again where lab.yaml tells no title. */
  title: string;
}

/** The folder of the lab `name`: of `labs/<name>` in the first root that has it, or `name` itself as a path. */
export async function findLab({ name, roots }: { name: string; roots: string[] }): Promise<string> {
  const named = name.includes('/') || name.startsWith('.') ? [] : roots.map((root) => join(root, 'labs', name));
  const asPath = basename(name) === 'lab.yaml' ? dirname(name) : name;
  for (const dir of [...named, asPath]) {
    if (dir !== '' && (await isLab(dir))) return dir;
  }
  if (name.includes('/'))
    throw new LabreportError({
      code: 'lab-not-found',
      message: `no lab in ${name}: expected a folder with a lab.yaml`,
    });
  const known = (await labDirs(roots)).map((dir) => basename(dir));
  throw new LabreportError({ code: 'lab-not-found', ...unknownWord({ what: 'lab', word: name, known }) });
}

/** Every lab below the roots by name; the first root that has a name wins. */
export async function listLabs({ roots }: { roots: string[] }): Promise<LabEntry[]> {
  const dirs = await labDirs(roots);
  return Promise.all(dirs.map(async (dir) => ({ name: basename(dir), dir, title: await readTitle(dir) })));
}

async function labDirs(roots: string[]): Promise<string[]> {
  const found = new Map<string, string>();
  for (const root of roots) {
    const entries = await readdir(join(root, 'labs'), { withFileTypes: true }).catch(() => []);
    for (const { name } of entries) {
      const dir = join(root, 'labs', name);
      if (!found.has(name) && (await isLab(dir))) found.set(name, dir);
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, dir]) => dir);
}

async function isLab(dir: string): Promise<boolean> {
  return access(join(dir, 'lab.yaml')).then(
    () => true,
    () => false,
  );
}

function textOf(file: string): string {
  try {
    return readNamed(file).toString('utf8');
  } catch {
    return '';
  }
}

// A lab with a mistake is listed too, so the title is read without checking the rest.
async function readTitle(dir: string): Promise<string> {
  const text = textOf(join(dir, 'lab.yaml'));
  const title = /^title:(.{0,500})$/m.exec(text)?.[1] ?? '';
  const { parseDocument } = await import('yaml');
  const value: unknown = parseDocument(title, { logLevel: 'error' }).contents?.toJSON();
  return typeof value === 'string' ? value : basename(dir);
}
