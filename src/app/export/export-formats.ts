import type { Format } from './formats.ts';

/** Makes what is asked for beside report.md, from the report that lies in `dir`. What makes it is loaded only then. */
export async function exportFormats(dir: string, formats: readonly Format[]): Promise<string[]> {
  if (formats.every((format) => format === 'md')) return [];
  const { exportReport } = await import('./export-report.ts');
  return exportReport({ dir, formats });
}
