import { closeSync, lstatSync, readSync } from 'node:fs';
import { dirname, posix, relative, resolve } from 'node:path';
import { CRATE_FILE, formatCrate } from '../../archive/crate/crate.ts';
import { type Listing, listReport } from '../../archive/folder.ts';
import { selectFiles } from '../../archive/select.ts';
import { type Member, MOST_BYTES, MOST_MEMBERS, writeZip } from '../../archive/zip.ts';
import { openNamed } from '../../files/inside.ts';
import { MOST } from '../../files/limits.ts';
import { readInside } from '../../files/read.ts';
import { replaceFile } from '../../files/replace.ts';
import { cantWrite, makeOutFolder } from '../../record/folder.ts';
import { hashFiles, hashText } from '../../record/hash.ts';
import type { FileHash } from '../../record/run-record.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import type { CheckedReport } from '../check/check-report.ts';
import { makeHtml } from '../export/export-report.ts';
import type { Packed } from './packed.ts';
import type { SubmitOptions } from './submit-options.ts';

/** Writes the archive of a report. */
export async function packReport({
  checked,
  options,
}: {
  checked: CheckedReport;
  options: Pick<SubmitOptions, 'add' | 'out'>;
}): Promise<Packed> {
  const { report } = checked;
  const listing = listReport(report.dir);
  const named = (options.add ?? []).map((path) => nameInside(path, report.dir, listing));
  const foreign = new Set(checked.files.findings.filter(({ problem }) => problem === 'extra').map(({ path }) => path));
  const { record, text: markdown } = report;
  const { packed, leftOut } = selectFiles({ record, markdown, listing, named, foreign });
  const files = await hashFiles(report.dir, packed);
  const made = makeTexts(checked, files);
  const folder = nameOf(checked);
  const out = resolve(options.out ?? `${folder}.zip`);
  const members: Member[] = [
    ...[...made].map(([path, text]) => ({ path: `${folder}/${path}`, content: Buffer.from(text) })),
    ...packed.map((path) => ({
      path: `${folder}/${path}`,
      content: { dir: report.dir, path },
      executable: listing.files.get(path)?.executable === true,
    })),
  ];
  refuseTooLarge(members, files);
  const written = writeArchive(out, members);
  const texts = [...made].map(([path, text]) => hashOf(path, text));
  return { file: nearPath(out), folder, ...written, files: sorted([...texts, ...files]), leftOut };
}

/** What is made anew for the archive: then page and metadata are of this very report. */
function makeTexts({ report }: CheckedReport, files: readonly FileHash[]): Map<string, string> {
  const { dir, text: markdown, record } = report;
  const texts = new Map([
    ['report.md', markdown],
    ['report.html', makeHtml({ dir, markdown, record })],
    ['record.json', readInside(dir, 'record.json', MOST.recordBytes).toString('utf8')],
  ]);
  const others = [...[...texts].map(([path, text]) => hashOf(path, text)), ...files];
  return texts.set(CRATE_FILE, formatCrate({ record, others }));
}

function hashOf(path: string, text: string): FileHash {
  return { path, bytes: Buffer.byteLength(text), sha256: hashText(text) };
}

function sorted(files: FileHash[]): FileHash[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** "concurrent-servers-ada-lovelace": safe on every file system. */
function nameOf({ report: { record } }: CheckedReport): string {
  const author = slug(record.frontMatter?.author ?? '');
  const lab = slug(record.lab.name) || 'report';
  return author === '' ? lab : `${lab}-${author}`;
}

function slug(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
}

/** A path of --add as one in the report's folder. */
function nameInside(path: string, dir: string, listing: Listing): string {
  const candidates = [resolve(dir, path), resolve(path)].map((file) => relative(dir, file));
  const inside = candidates
    .filter((name) => name !== '' && !name.startsWith('..'))
    .map((name) => posix.normalize(name));
  const found = inside.find((name) =>
    [...listing.files.keys()].some((file) => file === name || file.startsWith(`${name}/`)),
  );
  if (found !== undefined) return found;
  const isOdd = inside.some((name) => listing.odd.includes(name));
  throw new LabreportError({
    code: 'usage',
    message: `--add got ${path}, expected a file or folder in ${nearPath(dir)}${isOdd ? ', and no link, pipe or device' : ''}`,
    hint: 'Only what lies in the folder of the report is packed: copy it there first.',
  });
}

function refuseTooLarge(members: readonly Member[], files: readonly FileHash[]): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes < MOST_BYTES && members.length < MOST_MEMBERS) return;
  throw new LabreportError({
    code: 'too-large',
    message: `the report has ${members.length} files of ${bytes} bytes, expected fewer than ${MOST_MEMBERS} and ${MOST_BYTES}`,
    hint: 'A zip can hold no more. Let the lab print less, or capture with a filter, and run it again.',
  });
}

/** Written beside its place and renamed: a half archive is never to be seen. */
function writeArchive(out: string, members: readonly Member[]): { bytes: number; sha256: string } {
  makeOutFolder(dirname(out));
  refuseOther(out);
  try {
    return replaceFile(out, (descriptor) => writeZip(descriptor, members));
  } catch (error) {
    throw cantWrite(out, error);
  }
}

/** An older archive is replaced; another file may be somebody's only copy. */
function refuseOther(out: string): void {
  if (lstatSync(out, { throwIfNoEntry: false }) === undefined || isZip(out)) return;
  throw new LabreportError({
    code: 'exists',
    message: `${nearPath(out)} is there and is no zip, expected a new name or an archive to replace`,
    hint: 'Choose another with --out FILE.',
  });
}

function isZip(file: string): boolean {
  try {
    const { descriptor } = openNamed(file, Number.POSITIVE_INFINITY);
    const bytes = Buffer.alloc(4);
    readSync(descriptor, bytes);
    closeSync(descriptor);
    return bytes.toString('latin1') === 'PK\x03\x04';
  } catch {
    return false;
  }
}
