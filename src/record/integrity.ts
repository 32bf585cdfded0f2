import { join } from 'node:path';
import { linksInside } from '../files/copy.ts';
import { type Found, look } from '../files/inside.ts';
import { refusal } from '../files/kinds.ts';
import { formatBytes, MOST } from '../files/limits.ts';
import { type Listing, listInside } from '../files/list.ts';
import { hashFile } from './hash.ts';
import type { Evidence, FileHash, RunRecord } from './run-record.ts';
import { filesOf } from './shape.ts';

/** A file that is not as the record says. */
export interface FileFinding {
  path: string;
  problem: 'changed' | 'missing' | 'extra' | 'not-a-file';
  /** What is there where no plain file is, for example "is a FIFO". */
  is?: string;
  /** Id of the evidence that the file belongs to, where it belongs to one. */
  evidence?: string;
}

/** Every log and input of a report against its hash in the record; `checked` is how many the record names. */
export async function checkFiles(options: {
  record: RunRecord;
  dir: string;
}): Promise<{ checked: number; findings: FileFinding[] }> {
  const { record, dir } = options;
  const known = [...record.files, ...record.inputs];
  const findings: FileFinding[] = [];
  const there = ['logs', 'lab'].map((folder) => listInside(dir, folder));
  refuseTooMuch(dir, there);
  for (const hash of known) {
    const flaw = await examine(dir, hash);
    if (flaw !== undefined) findings.push({ path: hash.path, ...flaw, ...ownerOf(record, hash.path) });
  }
  const paths = new Set(known.map(({ path }) => path));
  const unhashed = record.evidence.flatMap(filesOf).filter((path) => !paths.has(path));
  for (const path of new Set(unhashed)) {
    // Without a hash nobody can say that it is what the run left.
    const problem = look(dir, path)?.kind === 'file' ? 'extra' : 'missing';
    if (!isExcused(record, path)) findings.push({ path, problem, ...ownerOf(record, path) });
  }
  const named = new Set([...paths, ...unhashed]);
  const extra = there.flatMap(({ files }) => [...files.keys()].sort()).filter((path) => !named.has(path));
  findings.push(...extra.map((path): FileFinding => ({ path, problem: 'extra', ...ownerOf(record, path) })));
  const unnamed = there.flatMap((listing) => listing.odd).filter(({ path }) => !named.has(path));
  const odd = unnamed.filter(({ path }) => !isLinkInside(dir, path));
  findings.push(...odd.map(({ path, is }): FileFinding => ({ path, problem: 'not-a-file', is })));
  return { checked: known.length, findings };
}

/** Sources may link to each other, and are kept so. */
function isLinkInside(dir: string, path: string): boolean {
  return path.startsWith('lab/') && linksInside(join(dir, 'lab'), path.slice('lab/'.length));
}

type Flaw = Pick<FileFinding, 'problem' | 'is'>;

async function examine(dir: string, { path, sha256 }: FileHash): Promise<Flaw | undefined> {
  const found = look(dir, path);
  if (found === undefined) return { problem: 'missing' };
  if (found.kind === 'odd') return { problem: 'not-a-file', is: describeOdd(found, path) };
  return (await hashFile(dir, path)).sha256 === sha256 ? undefined : { problem: 'changed' };
}

/** A folder on the way may be what is odd. */
function describeOdd({ path: at, is }: Found, path: string): string {
  return at === path ? is : `lies in ${at}, which ${is}`;
}

function refuseTooMuch(dir: string, listings: readonly Listing[]): void {
  const files = listings.flatMap((listing) => [...listing.files.values()]);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= MOST.totalBytes) return;
  throw refusal({
    code: 'too-large',
    dir,
    message: `holds ${formatBytes(bytes)}, expected at most ${formatBytes(MOST.totalBytes)}`,
  });
}

/** A capture that could not be opened has left nothing. */
function isExcused({ evidence }: RunRecord, path: string): boolean {
  return evidence.some((each) => each.unavailable !== undefined && filesOf(each).includes(path));
}

/** The evidence that a file belongs to, by the record or by its name. */
function ownerOf({ evidence }: RunRecord, path: string): { evidence?: string } {
  const isNamed = (each: Evidence) => filesOf(each).includes(path);
  const isCalled = ({ id }: Evidence) => path.startsWith(`logs/${id}.`);
  const owner = evidence.find(isNamed) ?? evidence.find(isCalled);
  return owner === undefined ? {} : { evidence: owner.id };
}
