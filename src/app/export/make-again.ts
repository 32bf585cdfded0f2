import { CRATE_FILE } from '../../archive/crate/crate.ts';
import { look } from '../../files/inside.ts';
import type { RunRecord } from '../../record/run-record.ts';
import { writeCrate } from '../record/write-crate.ts';

/** Makes page and metadata again, where there are any, after labreport has changed a report's text or record. */
export async function makeAgain({ dir, record }: { dir: string; record: RunRecord }): Promise<void> {
  if (look(dir, CRATE_FILE)?.kind === 'file') writeCrate({ dir, record });
  if (look(dir, 'report.html')?.kind !== 'file') return;
  const { exportReport } = await import('./export-report.ts');
  await exportReport({ dir, formats: ['html'] });
}
