import type { GenerateOptions, ProgramOptions } from '../app/generate/generate-options.ts';
import type { ReportEvent, Result } from '../app/generate/result.ts';
import type { CrossCheck } from '../claims/cross/cross-check.ts';
import type { Verdict } from '../claims/verdict.ts';
import { judgeWhole, type Whole } from '../claims/whole.ts';
import type { RunRecord } from '../record/run-record.ts';
import { meansOf } from './means.ts';
import type { Driven, Running } from './running.ts';

/** What a run has shown. */
export interface RanLab {
  record: RunRecord;
  verdicts: Verdict[];
  crossChecks: CrossCheck[];
  /** The verdict on all of it. */
  whole: Whole;
}

/** A report that was made of a run, in the folder that was asked for. */
export interface GeneratedReport extends RanLab {
  /** Files made from report.md: "report.html", "report.pdf". */
  exported: string[];
  /** Names under which edited reports lie beside the new one. */
  beside: string[];
}

/**
 * Runs a lab, by its name or its folder, and judges what was seen; nothing of it stays on disk. Rejects with a
 * `LabreportError` for what a person can mend: a mistake in lab.yaml, a tool that is missing.
 */
export async function runLab(lab: string, options: ProgramOptions & Driven & Running = {}): Promise<RanLab> {
  const { runAndJudge } = await import('../app/generate/run-and-judge.ts');
  return judged(await runAndJudge(lab, options, meansOf(options)));
}

/** The same, and writes its report: `labreport generate`. */
export async function generateReport(
  lab: string,
  options: GenerateOptions & Driven & Running<ReportEvent> = {},
): Promise<GeneratedReport> {
  const { generateReport: generate } = await import('../app/generate/generate-report.ts');
  const result = await generate(lab, options, meansOf(options));
  return { ...judged(result), exported: result.exported ?? [], beside: result.beside ?? [] };
}

function judged({ record, verdicts, crossChecks }: Result): RanLab {
  const result = { record, verdicts, crossChecks };
  return { ...result, whole: judgeWhole(result) };
}
