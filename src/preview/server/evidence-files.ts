import { lstatSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Evidence, RunRecord } from '../../record/types.ts';

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
 * Where a file of a report's folder lies; undefined when it is not a plain file inside. Whoever made a report can put
 * links into it that lead out.
 */
export function fileInside(dir: string, path: string): string | undefined {
  try {
    const real = realpathSync(join(dir, path));
    const isInside = real.startsWith(realpathSync(dir) + sep);
    return isInside && lstatSync(real).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}
