import { checkClaims } from '../../claims/check-claims.ts';
import { crossCheck } from '../../claims/cross/check.ts';
import type { CrossCheck } from '../../claims/cross/cross-check.ts';
import type { Verdict } from '../../claims/verdict.ts';
import { judgeWhole, type Whole } from '../../claims/whole.ts';
import type { Comparison } from '../../edited/intact/difference.ts';
import { type Seen, seenIn } from '../../edited/intact/seen.ts';
import { checkFiles, type FileFinding } from '../../record/integrity.ts';
import { identifyLab } from '../../record/lab-identity.ts';
import type { LabIdentity } from '../../record/run-record.ts';
import { findAnswers } from '../../report/answers.ts';
import { openReport, type ReportOnDisk } from '../record/open-report.ts';
import { readableFacts } from '../record/readable-facts.ts';
import type { Judge } from '../trust/judge.ts';
import { releasedLabs } from '../trust/released.ts';
import { compareReport } from './compare-report.ts';
import { findForgeries } from './forgeries.ts';
import type { Forgery } from './forgery.ts';
import { judgeReport } from './judge-report.ts';
import { findUnanswered, type Unanswered } from './unanswered.ts';
import { noteUnknownDriver } from './unknown-driver.ts';

/** What a check found. */
export interface CheckedReport {
  report: ReportOnDisk;
  /** Which lab it is by the table of those that came with labreport, whatever the record says. */
  identity: LabIdentity;
  /** The lab that judged it; absent where that is the report's own, as its record says. */
  judge?: Judge;
  verdicts: Verdict[];
  crossChecks: CrossCheck[];
  /** Logs, inputs and figures; `checked` is how many there should be. */
  files: { checked: number; findings: FileFinding[] };
  shown: Comparison;
  /** What calls the report more than it is. */
  forgeries: Forgery[];
  /** Answers that are missing; without a line where their places are gone. */
  unanswered: Unanswered[];
  /** What could not be checked, and why; a sentence each. */
  notes: string[];
}

/** What there is to say of a report as a whole: what was edited or forged is as bad as a claim that failed. */
export function judgeChecked({ report, verdicts, crossChecks, files, shown, forgeries }: CheckedReport): Whole {
  const isFaulty = files.findings.length > 0 || shown.differences.length > 0 || forgeries.length > 0;
  return judgeWhole({ verdicts, crossChecks, record: report.record, isFaulty });
}

/** Checks a report from its record alone; the commands of claims are run only when that is asked for. */
export async function checkReport(options: {
  path: string;
  /** Name or folder of the lab that is to judge it. */
  lab?: string | undefined;
  runCommands?: boolean;
}): Promise<CheckedReport> {
  const report = await openReport(options.path);
  const answers = findAnswers(report.text, report.file);
  const files = await checkFiles(report);
  const facts = readableFacts(report, files.findings);
  const recorded = checkClaims({ facts });
  const crossChecks = crossCheck({ facts });
  const asked = { lab: options.lab, runCommands: options.runCommands === true };
  const judged = await judgeReport({ report, findings: files.findings, facts, ...asked });
  // The report shows what its own lab had said when it was made.
  const seen = await readAsShown(report.text);
  const found = { verdicts: recorded, crossChecks, findings: files.findings };
  const compared = await compareReport({ report, seen, facts, ...found });
  const figures = compared.figures;
  const forged = await findForgeries(report, seen);
  return {
    report,
    identity: identifyLab(report.record, releasedLabs),
    crossChecks,
    shown: compared.shown,
    ...(judged.judge && { judge: judged.judge }),
    verdicts: judged.verdicts,
    forgeries: forged.forgeries,
    notes: [...judged.notes, ...compared.notes, ...forged.notes, ...noteUnknownDriver(report.record)],
    unanswered: findUnanswered(answers, compared.answers),
    files: { checked: files.checked + figures.checked, findings: [...files.findings, ...figures.findings] },
  };
}

/** A report's text as its reader sees it. What makes pages is loaded only where HTML shows other than is written. */
async function readAsShown(markdown: string): Promise<Seen> {
  const seen = seenIn(markdown);
  if (seen.isPlain) return seen;
  const { readPage } = await import('../../edited/intact/seen-page.ts');
  const { markdownToTree } = await import('../../html/markdown-to-html.ts');
  const page = markdownToTree(seen.lines.join('\n'));
  return { ...seen, blocks: readPage(page, seen.code) };
}
