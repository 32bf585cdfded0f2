import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolders } from '../../files/make-folders.ts';
import { readNamed } from '../../files/read.ts';
import { codeOfErrno } from '../../text/codes/errno.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import { packageRoot } from '../inputs/roots.ts';
import { checkName, refuseKnown } from './check-name.ts';

/** What was made: paths as one would type them from here. */
export interface Made {
  name: string;
  lab: string;
  template: string;
  schema: string;
  /** Whether the schema was there; an `other` one is not this labreport's. */
  schemaWas: 'absent' | 'same' | 'other';
}

// What the lab in scaffold/ is called, in its files and in their names.
const NAME = /my-lab/g;
const TITLE = /My lab/g;

/** Makes the lab in folder `dir` and its template in templates/, or nothing at all. */
export async function makeLab({ name, dir }: { name: string; dir: string }): Promise<Made> {
  checkName(name);
  const scaffold = join(packageRoot(), 'scaffold');
  const lab = join(dir, name);
  const template = join('templates', `${name}.md.hbs`);
  const files = new Map<string, string>();
  for (const file of await filesBelow(join(scaffold, 'labs', 'my-lab'))) {
    files.set(join(lab, file), await readFile(join(scaffold, 'labs', 'my-lab', file), 'utf8'));
  }
  files.set(template, await readFile(join(scaffold, 'templates', 'my-lab.md.hbs'), 'utf8'));
  const schema = join(dir, 'lab.schema.json');
  const known = await readFile(join(packageRoot(), 'labs', 'lab.schema.json'), 'utf8');
  const schemaWas = compareFile(schema, known);

  for (const path of [lab, template]) await refuseExisting(path);
  await refuseKnown(name);
  const named = [...files].map(([path, text]) => [path, fillIn(text, name)] as const);
  await writeAll(schemaWas === 'absent' ? [...named, [schema, known]] : named);
  return { name, lab: nearPath(lab), template: nearPath(template), schema: nearPath(schema), schemaWas };
}

function fillIn(text: string, name: string): string {
  const words = name.replaceAll('-', ' ').trim();
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return text.replace(NAME, name).replace(TITLE, title);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
}

function compareFile(path: string, text: string): Made['schemaWas'] {
  try {
    return readNamed(path).toString('utf8') === text ? 'same' : 'other';
  } catch (error) {
    if (error instanceof LabreportError) throw error;
    return 'absent';
  }
}

async function refuseExisting(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return;
  throw new LabreportError({
    code: 'exists',
    message: `${nearPath(path)} exists already, and labreport new overwrites nothing`,
    hint: 'Choose another name, or move it away.',
  });
}

/** Writes all files, or takes back what it wrote. */
async function writeAll(files: readonly (readonly [path: string, text: string])[]): Promise<void> {
  const made: string[] = [];
  for (const [path, text] of files) {
    try {
      makeFolders(dirname(path), made);
      // "wx" fails where a file has come in the meantime.
      await writeFile(path, text, { flag: 'wx' });
      made.unshift(path);
    } catch (cause) {
      for (const each of made) await rm(each, { recursive: true, force: true });
      throw cantWrite(path, cause as NodeJS.ErrnoException);
    }
  }
}

const REASONS: Record<string, string> = {
  EACCES: 'this folder is not yours to write in',
  ENOENT: 'no folder can be made there',
  EROFS: 'this file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'there is a file of that name',
};

function cantWrite(path: string, cause: NodeJS.ErrnoException): LabreportError {
  return new LabreportError({
    code: codeOfErrno(cause.code, 'cannot-write'),
    message: `${nearPath(path)} can't be written: ${REASONS[cause.code ?? ''] ?? cause.message}`,
    hint: 'Nothing was made. Go to a folder of your own and try again.',
    cause,
  });
}
