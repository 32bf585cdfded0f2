import { join } from 'node:path';
import { expect } from 'vitest';
import { keptTemplate } from '../../../src/app/inputs/kept-template.ts';
import { type TracedRecord, traceRecord } from '../../../src/app/record/render-record.ts';
import { readRecord } from '../../../src/record/read-record.ts';
import { labreport } from '../labreport.ts';

/** Runs a lab into reports/NAME of the folder. */
export async function generate(cwd: string, lab: string, name = lab): Promise<string> {
  const { status, stderr } = await labreport(['generate', lab, '--quiet', '--out', join('reports', name)], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return join(cwd, 'reports', name);
}

/** A report as its record gives it, whatever report.md says. */
export async function written(dir: string): Promise<TracedRecord> {
  const template = { ...(await keptTemplate(dir)), file: 'template.md.hbs' };
  return traceRecord({ record: readRecord(dir), dir, template });
}
