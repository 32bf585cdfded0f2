import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { hashFile, listFolder } from './hash.ts';
import { filesOf } from './shape.ts';
import type { Evidence, FileHash, RunRecord } from './types.ts';

/** A file that is not as the record says. */
export interface FileFinding {
  path: string;
  problem: 'changed' | 'missing' | 'extra' | 'not-a-file';
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
  for (const hash of known) {
    const problem = await examine(dir, hash);
    if (problem !== undefined) findings.push({ path: hash.path, problem, ...ownerOf(record, hash.path) });
  }
  const paths = new Set(known.map(({ path }) => path));
  const unhashed = record.evidence.flatMap(filesOf).filter((path) => !paths.has(path));
  for (const path of new Set(unhashed)) {
    // Without a hash nobody can say that it is what the run left.
    const problem = isPlain(join(dir, path)) ? 'extra' : 'missing';
    if (!isExcused(record, path)) findings.push({ path, problem, ...ownerOf(record, path) });
  }
  const named = new Set([...paths, ...unhashed]);
  const extra = (await listFiles(dir)).filter((path) => !named.has(path));
  findings.push(...extra.map((path): FileFinding => ({ path, problem: 'extra', ...ownerOf(record, path) })));
  return { checked: known.length, findings };
}

async function examine(dir: string, { path, sha256 }: FileHash): Promise<FileFinding['problem'] | undefined> {
  const file = join(dir, path);
  const found = look(file);
  if (found === undefined) return 'missing';
  // Reading a FIFO would wait for ever, and a link leads elsewhere.
  if (!found.isFile()) return 'not-a-file';
  return (await hashFile(file, path)).sha256 === sha256 ? undefined : 'changed';
}

/** Many small files: waiting for each would take longer than looking. */
function look(file: string): Stats | undefined {
  try {
    return lstatSync(file);
  } catch {
    return undefined;
  }
}

function isPlain(file: string): boolean {
  return look(file)?.isFile() === true;
}

/** A capture that could not be opened has left nothing. */
function isExcused({ evidence }: RunRecord, path: string): boolean {
  return evidence.some((each) => each.unavailable !== undefined && filesOf(each).includes(path));
}

async function listFiles(dir: string): Promise<string[]> {
  const folders = await Promise.all(['logs', 'lab'].map((folder) => listFolder(dir, folder).catch(() => [])));
  return folders.flat();
}

/** The evidence that a file belongs to, by the record or by its name. */
function ownerOf({ evidence }: RunRecord, path: string): { evidence?: string } {
  const isNamed = (each: Evidence) => filesOf(each).includes(path);
  const isCalled = ({ id }: Evidence) => path.startsWith(`logs/${id}.`);
  const owner = evidence.find(isNamed) ?? evidence.find(isCalled);
  return owner === undefined ? {} : { evidence: owner.id };
}
