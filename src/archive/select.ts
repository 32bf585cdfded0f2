import type { RunRecord } from '../record/run-record.ts';
import { filesOf } from '../record/shape.ts';
import type { Listing } from './folder.ts';
import { linkedFiles } from './linked.ts';

/** What of a report's folder is packed, and what is not. */
export interface Selection {
  /** Paths in the folder, sorted. */
  packed: string[];
  leftOut: { path: string; why: 'unknown' | 'odd' }[];
}

/** Files that are made anew when a report is packed. */
const REMADE = new Set(['report.md', 'report.html', 'record.json', 'ro-crate-metadata.json']);

/**
 * The files that belong to a report: what its record names, its figures, and what report.md links to or `named` asks
 * for. Everything else is left out and listed.
 */
export function selectFiles(options: {
  record: RunRecord;
  markdown: string;
  listing: Listing;
  /** Paths in the folder; a folder stands for all in it. */
  named: readonly string[];
  /** Figures that are none of the report's. */
  foreign: ReadonlySet<string>;
}): Selection {
  const { record, markdown, listing, named, foreign } = options;
  const wanted = new Set([...record.files, ...record.inputs].map(({ path }) => path));
  for (const path of record.evidence.flatMap(filesOf)) wanted.add(path);
  for (const path of linkedFiles(markdown)) wanted.add(path);
  const isNamed = (path: string) => named.some((name) => path === name || path.startsWith(`${name}/`));
  const isFigure = (path: string) => path.startsWith('figures/') && !foreign.has(path);
  const others = [...listing.files.keys()].filter((path) => !REMADE.has(path)).sort();
  const packed = others.filter((path) => wanted.has(path) || isFigure(path) || isNamed(path));
  const taken = new Set(packed);
  const unknown = others.filter((path) => !taken.has(path)).map((path) => ({ path, why: 'unknown' as const }));
  return { packed, leftOut: [...unknown, ...listing.odd.sort().map((path) => ({ path, why: 'odd' as const }))] };
}
