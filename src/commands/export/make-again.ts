import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CRATE_FILE } from '../../crate/crate.ts';
import type { RunRecord } from '../../record/types.ts';
import { writeCrate } from '../record/write-crate.ts';

/** Makes page and metadata again, where there are any, after labreport has changed a report's text or record. */
export async function makeAgain({ dir, record }: { dir: string; record: RunRecord }): Promise<void> {
  if (existsSync(join(dir, CRATE_FILE))) writeCrate({ dir, record });
  if (!existsSync(join(dir, 'report.html'))) return;
  const { exportReport } = await import('./export-report.ts');
  await exportReport({ dir, formats: ['html'] });
}
