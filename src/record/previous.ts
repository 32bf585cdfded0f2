import { cp, readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { LabreportError } from '../text/errors.ts';
import { editedName } from './edited-name.ts';
import { cantWrite, restorePrevious } from './folder.ts';
import { hashText } from './hash.ts';

/** What a run writes itself, and so replaces. */
const OURS = new Set([
  ...['report.md', 'report.html', 'report.pdf', 'record.json', 'ro-crate-metadata.json', 'logs', 'figures', 'lab'],
]);

/** Files of the previous report that people made or edited: where they are, and their names in the new one. */
export type Kept = { from: string; name: string }[];

/** What is in the place where a report is to be. */
export interface Previous {
  kept: Kept;
  /** The bytes of report.md, when somebody has edited it, and the hash of what it was. */
  edited?: { bytes: Buffer; sha256: string | undefined };
}

/** Finds what must not be lost when `out` is replaced: what others have put there, and an edited report. */
export async function examinePrevious(out: string): Promise<Previous> {
  await restorePrevious(out);
  const names = await readdir(out).catch((error) => noFolder(out, error));
  if (names.length > 0 && !names.includes('report.md') && !names.includes('record.json')) throw notOurs(out);
  const own = names.filter((name) => !OURS.has(name));
  const kept = [...own, ...(await ownPictures(out))].map((name) => ({ from: join(out, name), name }));
  const edited = await readEdited(out);
  return { kept, ...(edited !== undefined && { edited }) };
}

/** Every figure of ours is an SVG. */
async function ownPictures(out: string): Promise<string[]> {
  const names = await readdir(join(out, 'figures')).catch(() => []);
  return names.filter((name) => !name.endsWith('.svg')).map((name) => join('figures', name));
}

/** An edited report under the name that it has beside a new one. */
export function beside(out: string): Kept[number] {
  const from = join(out, 'report.md');
  return { from, name: basename(editedName(from)) };
}

function noFolder(out: string, error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw cantWrite(out, error);
}

/** What it holds would be moved about for a report, and may be somebody's home. */
function notOurs(out: string): LabreportError {
  return new LabreportError({
    message: `${out} holds other files, expected a folder that is new, empty or a report's`,
    hint: `For example: --out ${join(relative(process.cwd(), out), 'report')}`,
  });
}

/** Copies them into the new report's folder. */
export async function carryOver(kept: Kept, dir: string): Promise<void> {
  for (const { from, name } of kept) await cp(from, join(dir, name), { recursive: true, preserveTimestamps: true });
}

async function readEdited(out: string): Promise<Previous['edited']> {
  const bytes = await readFile(join(out, 'report.md')).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const record = await readFile(join(out, 'record.json'), 'utf8').catch(() => '{}');
  const sha256 = reportHash(record);
  return hashText(bytes) === sha256 ? undefined : { bytes, sha256 };
}

function reportHash(record: string): string | undefined {
  try {
    return JSON.parse(record).report?.sha256;
  } catch {
    return undefined;
  }
}
