import { mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { copyFile, copyFolder } from '../files/copy.ts';
import { type Found, look, notPlain } from '../files/inside.ts';
import { refusal } from '../files/kinds.ts';
import { MOST } from '../files/limits.ts';
import { listInside, namesInside } from '../files/list.ts';
import { readInsideIfThere } from '../files/read.ts';
import { sweepFolder } from '../files/replace.ts';
import { LabreportError } from '../text/errors.ts';
import { words } from '../text/lines.ts';
import { nearPath } from '../text/near-path.ts';
import { editedName } from './edited-name.ts';
import { cantWrite, restorePrevious } from './folder.ts';
import { hashText } from './hash.ts';

/** What a run writes itself, and so replaces. */
const OURS = words('report.md report.html report.pdf record.json ro-crate-metadata.json logs figures lab');

/** Files of the previous report that people made or edited: where they are in its folder, and their names in the new one. */
export type Kept = { dir: string; path: string; name: string }[];

/** What is in the place where a report is to be. */
export interface Previous {
  kept: Kept;
  /** The bytes of report.md, when somebody has edited it, and the hash of what it was. */
  edited?: { bytes: Buffer; sha256: string | undefined };
}

/** Finds what must not be lost when `out` is replaced: what others have put there, and an edited report. */
export async function examinePrevious(out: string): Promise<Previous> {
  await restorePrevious(out);
  const names = await namesIn(out);
  if (names.length > MOST.entries) {
    throw refusal({
      code: 'too-large',
      dir: out,
      message: `holds more than ${MOST.entries} files, expected a report's`,
    });
  }
  if (names.length > 0 && !names.includes('report.md') && !names.includes('record.json')) throw notOurs(out);
  const own = names.filter((name) => !OURS.includes(name));
  const kept = [...own, ...ownPictures(out)].map((name) => ({ dir: out, path: name, name }));
  for (const { path } of kept) refuseUncopied(out, path);
  const edited = await readEdited(out);
  return { kept, ...(edited !== undefined && { edited }) };
}

/** Every figure of ours is an SVG. */
function ownPictures(out: string): string[] {
  const names = namesInside(out, 'figures');
  return names.filter((name) => !name.endsWith('.svg')).map((name) => join('figures', name));
}

/** Links are carried over as they are; what can't be copied is told before anything is run. */
function refuseUncopied(out: string, path: string): void {
  const found = look(out, path);
  if (found?.kind !== 'odd') return;
  const odd = found.is === 'is a folder' ? listInside(out, path).odd : [found];
  const uncopied = odd.find((each) => !isLink(each));
  if (uncopied !== undefined) throw notPlain(out, uncopied, 'files, folders and links, which are kept');
}

function isLink({ is }: Found): boolean {
  return is.startsWith('is a link ');
}

/** An edited report under the name that it has beside a new one. */
export function beside(out: string): Kept[number] {
  return { dir: out, path: 'report.md', name: basename(editedName(join(out, 'report.md'))) };
}

async function namesIn(out: string): Promise<string[]> {
  try {
    const names = await readdir(out);
    if (names.length > 0) sweepFolder(out);
    return await readdir(out);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cantWrite(out, error);
  }
}

/** What it holds would be moved about for a report, and may be somebody's home. */
function notOurs(out: string): LabreportError {
  return new LabreportError({
    code: 'exists',
    message: `${out} holds other files, expected a folder that is new, empty or a report's`,
    hint: `For example: --out ${nearPath(join(out, 'report'))}`,
  });
}

/** Copies them into the new report's folder. */
export async function carryOver(kept: Kept, dir: string): Promise<void> {
  for (const { dir: from, path, name } of kept) carry(from, path, join(dir, name));
}

function carry(dir: string, path: string, to: string): void {
  const found = look(dir, path);
  if (found === undefined) return;
  mkdirSync(dirname(to), { recursive: true });
  if (found.kind === 'file') copyFile({ dir, path }, to, { times: true });
  else if (found.is === 'is a folder') {
    copyFolder({
      from: join(dir, path),
      to,
      times: true,
      anyLink: true,
      refuse: (problem, code) => refusal({ code, dir, path, message: `has what can’t be kept: ${problem}` }),
    });
  } else if (isLink(found)) symlinkSync(readlinkSync(join(dir, path)), to);
  else throw notPlain(dir, found);
}

async function readEdited(out: string): Promise<Previous['edited']> {
  const bytes = readInsideIfThere(out, 'report.md', MOST.textBytes);
  if (bytes === undefined) return undefined;
  const record = readInsideIfThere(out, 'record.json', MOST.recordBytes)?.toString('utf8') ?? '{}';
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
