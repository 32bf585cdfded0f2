import type { CrossCheck } from '../../claims/cross/cross-check.ts';
import type { Verdict } from '../../claims/verdict.ts';
import type { Lab } from '../../lab/types.ts';
import type { RunRecord } from '../../record/run-record.ts';
import type { RunEvent } from '../../scenario/events.ts';

/** How making a report goes on: it is known what is to be run, and then what is seen. */
export type ReportEvent = { type: 'planned'; lab: Lab; out: string } | RunEvent;

/** What came of a run. */
export interface Result {
  record: RunRecord;
  verdicts: Verdict[];
  crossChecks: CrossCheck[];
  /** Files that were made from report.md: report.html, report.pdf. */
  exported?: string[];
  /** Names under which edited reports lie beside the new one. */
  beside?: string[];
}
