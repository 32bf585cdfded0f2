import type { Forgery } from '../app/check/forgery.ts';
import type { Unanswered } from '../app/check/unanswered.ts';
import type { ReportEvent } from '../app/generate/result.ts';
import type { RenderOptions } from '../app/render/render-options.ts';
import type { Packed } from '../app/submit/packed.ts';
import type { Problem as SubmitProblem } from '../app/submit/problem.ts';
import type { SubmitOptions } from '../app/submit/submit-options.ts';
import type { UpdateOptions } from '../app/update/update-options.ts';
import type { HeldRun } from '../app/verify/held-run.ts';
import type { VerifyEvent as Verifying } from '../app/verify/verify-report.ts';
import type { CrossCheck } from '../claims/cross/cross-check.ts';
import type { Verdict } from '../claims/verdict.ts';
import { judgeWhole, type Whole } from '../claims/whole.ts';
import type { Comparison, EnvironmentDifference } from '../compare/observation.ts';
import type { Tally } from '../compare/tally.ts';
import type { Difference } from '../edited/intact/difference.ts';
import type { Refreshed } from '../edited/refresh/refreshed.ts';
import type { FileFinding } from '../record/integrity.ts';
import type { LabIdentity, RunRecord } from '../record/run-record.ts';
import type { RunEvent } from '../scenario/events.ts';
import type { RanLab } from './labs.ts';
import { followed } from './means.ts';
import type { Running } from './running.ts';

/** What `labreport check` finds. */
export interface CheckedReport {
  /** The report's Markdown. */
  file: string;
  record: RunRecord;
  /** Which lab it is by the table of those that came with labreport, whatever the record says. */
  identity: LabIdentity;
  /** The folder of the lab whose claims judged it; absent where those are the record's own. */
  judgedBy?: string;
  verdicts: Verdict[];
  crossChecks: CrossCheck[];
  /** Files that are not as the run has left them, of so many. */
  files: { checked: number; findings: FileFinding[] };
  /** Evidence and verdicts of the report that are not as the record gives them. */
  differences: Difference[];
  /** What calls the report more than it is. */
  forgeries: Forgery[];
  /** Questions without an answer; without a line where their places are gone. */
  unanswered: Unanswered[];
  /** What could not be checked, a sentence each. */
  notes: string[];
  whole: Whole;
}

/** How the runs of a verify go on. */
export type VerifyEvent =
  | { type: 'began'; run: number }
  | { type: 'seen'; event: RunEvent }
  | { type: 'compared'; run: number; comparison: Comparison };

/** What `labreport verify` finds. */
export interface VerifiedReport {
  record: RunRecord;
  identity: LabIdentity;
  /** Of so many runs, so many have observed the same. */
  runs: number;
  same: number;
  /** Whether the claims hold in each run. */
  held: HeldRun[];
  tallies: Tally[];
  environment: EnvironmentDifference[];
  whole: Whole;
}

/** What `labreport update` did to a report. */
export interface UpdatedReport extends RanLab {
  file: string;
  refreshed: Omit<Refreshed, 'markdown'>;
  /** Files that were made anew from it, and why one could not be. */
  exported: string[];
  notExported?: string;
}

/** What `labreport render` made. */
export interface RenderedReport {
  /** Absent where only other formats were asked for. */
  markdown?: string;
  exported: string[];
}

/** What `labreport submit` packed, or why not. */
export interface SubmittedReport {
  problems: SubmitProblem[];
  packed?: Packed;
}

/** Checks a report, by its folder or its Markdown, from its record alone; nothing is run. */
export async function checkReport(path: string, options: { lab?: string } = {}): Promise<CheckedReport> {
  const { checkReport: check, judgeChecked } = await import('../app/check/check-report.ts');
  const checked = await check({ path, lab: options.lab });
  const { report, identity, judge, verdicts, crossChecks, files, shown, forgeries, unanswered, notes } = checked;
  const found = {
    identity,
    verdicts,
    crossChecks,
    files,
    differences: shown.differences,
    forgeries,
    unanswered,
    notes,
  };
  return {
    file: report.file,
    record: report.record,
    ...found,
    ...(judge && { judgedBy: judge.owned.dir }),
    whole: judgeChecked(checked),
  };
}

/** Runs a report's lab again, so many times, and compares. What came with the report runs confined. */
export async function verifyReport(
  path: string,
  options: { runs?: number; lab?: string; keep?: string } & Running<VerifyEvent> = {},
): Promise<VerifiedReport> {
  const { judgeVerification, verifyReport: verify } = await import('../app/verify/verify-report.ts');
  const { signal, onEvent } = followed(options);
  const tell = (event: Verifying) => {
    if (event.type !== 'opened') onEvent(event);
  };
  const verification = await verify(path, { runs: 1, ...options, signal, onEvent: tell });
  const { report, comparisons, identity, held, tallies, same } = verification;
  return {
    record: report.record,
    identity,
    runs: comparisons.length,
    same,
    held,
    tallies,
    environment: comparisons[0]?.environment ?? [],
    whole: judgeVerification(verification),
  };
}

/** Runs a report's lab again and refreshes the report in place; its author's words stay. */
export async function updateReport(
  path: string,
  options: UpdateOptions & Running<ReportEvent> = {},
): Promise<UpdatedReport> {
  const { updateReport: update } = await import('../app/update/update-report.ts');
  const { report, result, refreshed, exported, notExported } = await update(path, options, followed(options));
  const { record, verdicts, crossChecks } = result;
  const { markdown: _, ...counts } = refreshed;
  return {
    file: report.file,
    record,
    verdicts,
    crossChecks,
    whole: judgeWhole(result),
    refreshed: counts,
    exported,
    ...(notExported !== undefined && { notExported }),
  };
}

/** Makes a report's Markdown, and what is made of it, again from its record; nothing is run. */
export async function renderReport(path: string, options: RenderOptions = {}): Promise<RenderedReport> {
  const { renderReport: render } = await import('../app/render/render-report.ts');
  const { exported, made } = await render(path, options);
  return { exported, ...(made && { markdown: made.rendered.markdown }) };
}

/** Checks a report and packs it, to be handed in. */
export async function submitReport(path: string, options: SubmitOptions = {}): Promise<SubmittedReport> {
  const { submitReport: submit } = await import('../app/submit/submit-report.ts');
  const { problems, packed } = await submit(path, options);
  return { problems, ...(packed && { packed }) };
}
