import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkClaims } from '../../claims/check.ts';
import { crossCheck } from '../../claims/cross/check.ts';
import type { CrossCheck } from '../../claims/cross/types.ts';
import type { Verdict } from '../../claims/types.ts';
import type { RunRecord } from '../../record/types.ts';
import { type RenderedReport, renderReport } from '../../report/render.ts';
import type { Template } from '../inputs/templates.ts';
import { factsOf } from './readable-facts.ts';

/** What a record says, and the report that shows it. */
export interface RenderedRecord extends RenderedReport {
  verdicts: Verdict[];
  crossChecks: CrossCheck[];
}

/** Checks the claims of a record and makes its Markdown; reads the logs that it needs from `dir`. */
export function renderRecord(options: { record: RunRecord; dir: string; template: Template }): RenderedRecord {
  const { record, dir, template } = options;
  const read = (path: string) => readFileSync(join(dir, path));
  const facts = factsOf(record, dir);
  const verdicts = checkClaims({ facts });
  const crossChecks = crossCheck({ facts });
  return { verdicts, crossChecks, ...renderReport({ facts, read, verdicts, crossChecks, template }) };
}
