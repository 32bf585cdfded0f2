import { join } from 'node:path';
import { look } from '../../../files/inside.ts';
import { readInside } from '../../../files/read.ts';
import type { Evidence, RunRecord } from '../../../record/run-record.ts';

/** The evidence of that id, when there is one. */
export function findEvidence({ evidence }: RunRecord, id: string): Evidence | undefined {
  return evidence.find((each) => each.id === id);
}

/** Every file that a record names, relative to the report's folder: logs, and in lab/ what the run was made from. */
export function namedFiles({ files, inputs }: RunRecord): Set<string> {
  const paths = [...files, ...inputs].map(({ path }) => path);
  return new Set([...paths, ...inputs.map(({ path }) => join('lab', path)), 'record.json']);
}

/**
 * Whether there is a plain file in a report's folder. Whoever made a report can put links into it that lead out.
 */
export function isInside(dir: string, path: string): boolean {
  try {
    return look(dir, path)?.kind === 'file';
  } catch {
    return false;
  }
}

/** The bytes of a plain file in a report's folder; undefined where there is none, or a very large one. */
export function bytesInside(dir: string, path: string, mostBytes: number): Buffer | undefined {
  try {
    return readInside(dir, path, mostBytes);
  } catch {
    return undefined;
  }
}
