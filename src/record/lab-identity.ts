import { createHash } from 'node:crypto';
import { compareParts, type LabChanges, type LabParts, partsOf } from '../lab/parts.ts';
import type { FileHash, LabIdentity, RunRecord } from './run-record.ts';

/** A lab as a version of labreport brought it. */
export interface ReleasedLab extends LabParts {
  /** One hash for all files of its sources. */
  sources: string;
  /** One hash for each language's template, with the partials that it uses. */
  templates: string[];
}

/** Name of a lab, then version of labreport, the newest first, to the lab. */
export type ReleasedLabs = Record<string, Record<string, ReleasedLab>>;

/** Which lab a record was made from: compared are what the record says of it, and the hashes of the files. */
export function identifyLab({ lab, inputs }: Pick<RunRecord, 'lab' | 'inputs'>, released: ReleasedLabs): LabIdentity {
  const versions = Object.hasOwn(released, lab.name) ? Object.entries(released[lab.name] ?? {}) : [];
  const parts = partsOf(lab);
  const compared = versions.map(([labreport, from]) => {
    const { parts: said, ...claims } = compareParts(from, parts);
    return { labreport, parts: [...said, ...changedFiles(from, inputs)], ...claims };
  });
  const [nearest] = compared.sort((one, other) => countOf(one) - countOf(other));
  if (nearest === undefined) return { is: 'unknown' };
  if (countOf(nearest) === 0) return { is: 'shipped', labreport: nearest.labreport };
  return { is: 'changed', ...nearest };
}

/** One hash for the files below a folder of the inputs. */
export function hashFiles(inputs: readonly FileHash[], isOne: (path: string) => boolean): string {
  const lines = inputs.filter(({ path }) => isOne(path)).map(({ path, sha256 }) => `${path}\0${sha256}\n`);
  return createHash('sha256').update(lines.sort().join('')).digest('hex');
}

export function isSource(path: string): boolean {
  return path.startsWith('lab/src/');
}

export function isTemplate(path: string): boolean {
  return path === 'lab/template.md.hbs' || path.startsWith('lab/partials/');
}

function changedFiles(from: ReleasedLab, inputs: readonly FileHash[]): string[] {
  return [
    ...(hashFiles(inputs, isSource) === from.sources ? [] : ['sources']),
    ...(from.templates.includes(hashFiles(inputs, isTemplate)) ? [] : ['template']),
  ];
}

function countOf({ parts, gutted, changed, gone, added }: LabChanges): number {
  return parts.length + gutted.length + changed.length + gone.length + added.length;
}
