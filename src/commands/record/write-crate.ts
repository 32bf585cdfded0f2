import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CRATE_FILE, formatCrate } from '../../crate/crate.ts';
import type { RunRecord } from '../../record/types.ts';

/** What a report's folder may hold beside logs and inputs. It may be edited or made again, so no hash is told. */
const EDITABLE = ['report.md', 'report.html', 'report.pdf', 'record.json'];

/** Writes ro-crate-metadata.json for what lies in a report's folder. Takes a few ms: nothing is read or hashed. */
export function writeCrate({ dir, record }: { dir: string; record: RunRecord }): void {
  const figures = existsSync(join(dir, 'figures')) ? readdirSync(join(dir, 'figures')).sort() : [];
  const paths = [
    ...EDITABLE.filter((name) => existsSync(join(dir, name))),
    ...figures.map((name) => `figures/${name}`),
  ];
  const crate = formatCrate({ record, others: paths.map((path) => ({ path })) });
  writeFileSync(join(dir, CRATE_FILE), crate);
}
