import { CRATE_FILE, formatCrate } from '../../archive/crate/crate.ts';
import { look } from '../../files/inside.ts';
import { namesInside } from '../../files/list.ts';
import { replaceFiles } from '../../files/replace.ts';
import type { RunRecord } from '../../record/run-record.ts';

/** What a report's folder may hold beside logs and inputs. It may be edited or made again, so no hash is told. */
const EDITABLE = ['report.md', 'report.html', 'report.pdf', 'record.json'];

/** Writes ro-crate-metadata.json for what lies in a report's folder. Takes a few ms: nothing is read or hashed. */
export function writeCrate({ dir, record }: { dir: string; record: RunRecord }): void {
  const figures = namesInside(dir, 'figures');
  const paths = [
    ...EDITABLE.filter((name) => look(dir, name)?.kind === 'file'),
    ...figures.map((name) => `figures/${name}`),
  ];
  const crate = formatCrate({ record, others: paths.map((path) => ({ path })) });
  replaceFiles(dir, [{ path: CRATE_FILE, text: crate }]);
}
