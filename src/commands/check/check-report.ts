import { checkClaims } from '../../claims/check.ts';
import { crossCheck } from '../../claims/cross/check.ts';
import type { CrossCheck } from '../../claims/cross/types.ts';
import type { Verdict } from '../../claims/types.ts';
import { judgeWhole, type Whole } from '../../claims/whole.ts';
import { checkFiles, type FileFinding } from '../../record/integrity.ts';
import { type Answer, findAnswers } from '../../report/answers.ts';
import type { Comparison } from '../../report/intact/types.ts';
import { answerClaims, commandClaims } from '../inputs/claim-commands.ts';
import { openRecord, type ReportOnDisk } from '../record/open-record.ts';
import { factsOf, readableFacts } from '../record/readable-facts.ts';
import type { CheckFlags } from './command.ts';
import { compareReport } from './shown.ts';
import { formatChecked, formatCheckedJson } from './text.ts';

/** A question to the report's author that is not answered yet. */
export interface Unanswered {
  name: string;
  /** Where the answer is to stand, from 1. */
  line?: number;
}

/** What a check found. */
export interface CheckedReport {
  report: ReportOnDisk;
  verdicts: Verdict[];
  crossChecks: CrossCheck[];
  /** Logs, inputs and figures; `checked` is how many there should be. */
  files: { checked: number; findings: FileFinding[] };
  shown: Comparison;
  /** Answers that are missing; without a line where their places are gone. */
  unanswered: Unanswered[];
  /** What could not be checked, and why; a sentence each. */
  notes: string[];
}

/** Checks a report and prints what came of it. */
export async function check({ report, flags }: { report: string; flags: CheckFlags }): Promise<Whole> {
  const checked = await checkReport({ path: report, runCommands: flags.runCommands === true });
  process.stdout.write(flags.json ? formatCheckedJson(checked) : formatChecked(checked));
  return judgeReport(checked);
}

/** What there is to say of a report as a whole: what was edited is as bad as a claim that failed. */
export function judgeReport({ report, verdicts, crossChecks, files, shown }: CheckedReport): Whole {
  const isFaulty = files.findings.length > 0 || shown.differences.length > 0;
  return judgeWhole({ verdicts, crossChecks, record: report.record, isFaulty });
}

/** Checks a report from its record alone; the commands of claims are run only when that is asked for. */
export async function checkReport(options: { path: string; runCommands?: boolean }): Promise<CheckedReport> {
  const report = await openRecord(options.path);
  const answers = findAnswers(report.text, report.file);
  const files = await checkFiles(report);
  const facts = readableFacts(report, files.findings);
  const recorded = checkClaims({ facts });
  const crossChecks = crossCheck({ facts });
  const asked = await askCommands(report, options.runCommands === true);
  const verdicts = recorded.map((verdict) => asked.find(({ claim }) => claim === verdict.claim) ?? verdict);
  // The report shows what the commands had said when it was made.
  const compared = await compareReport({ report, facts, verdicts: recorded, crossChecks, findings: files.findings });
  const figures = compared.figures;
  return {
    ...{ report, verdicts, crossChecks, shown: compared.shown, notes: compared.notes },
    unanswered: findUnanswered(answers, compared.answers),
    files: { checked: files.checked + figures.checked, findings: [...files.findings, ...figures.findings] },
  };
}

function findUnanswered(answers: readonly Answer[], asked: readonly string[]): Unanswered[] {
  const gone = asked.filter((name) => answers.every((answer) => answer.name !== name));
  const empty = answers.filter(({ isAnswered }) => !isAnswered).map(({ name, line }) => ({ name, line }));
  return [...empty, ...gone.map((name) => ({ name }))];
}

/** The verdicts on the claims that rest on commands: answered now, or not at all. */
async function askCommands({ record, dir }: ReportOnDisk, runCommands: boolean): Promise<Verdict[]> {
  const claims = commandClaims(record.lab);
  if (claims.length === 0) return [];
  if (runCommands) {
    const answers = await answerClaims({ lab: record.lab, dir });
    return checkClaims({ facts: factsOf({ ...record, answers, lab: { ...record.lab, claims } }, dir) });
  }
  const { answers: _, ...unanswered } = record;
  const verdicts = checkClaims({ facts: factsOf({ ...unanswered, lab: { ...record.lab, claims } }, dir) });
  return verdicts.map((verdict) => ({ ...verdict, reason: `${verdict.reason} (--run-commands runs it)` }));
}
