import { judgeWhole, type Whole } from '../../claims/whole.ts';
import { cantWrite } from '../../record/folder.ts';
import type { FrontMatter } from '../../record/run-record.ts';
import { findFrontMatter } from '../../settings/front-matter.ts';
import { FRONT_MATTER_KEYS } from '../../settings/keys.ts';
import { LabreportError } from '../../text/errors.ts';
import { suggest } from '../../text/suggest.ts';
import { type CheckedReport, checkReport } from '../check/check-report.ts';
import { openReport, type ReportOnDisk } from '../record/open-report.ts';
import { addFrontMatter } from './front-matter.ts';
import { packReport } from './pack.ts';
import type { Packed } from './packed.ts';
import type { Problem } from './problem.ts';
import { findProblems } from './problems.ts';
import type { SubmitOptions } from './submit-options.ts';

/** What came of a submit. */
export interface Submission {
  checked: CheckedReport;
  /** The report's folder as a person would type it. */
  name: string;
  problems: Problem[];
  /** The keys of labreport.yaml that were written into the report now. */
  added: string[];
  /** Absent when something is wrong and --anyway was not given. */
  packed?: Packed;
}

/** Checks a report and packs it. */
export async function submitReport(path: string, options: SubmitOptions): Promise<Submission> {
  refuseUnknown(options.set ?? {});
  const opened = await openReport(path, { only: notHandedIn });
  const { report, added } = await withFrontMatter(opened, options);
  const checked = await checkReport({ path: report.file });
  const { name } = report;
  const { frontMatter } = report.record;
  const problems = findProblems({ checked, name, frontMatter });
  const submission: Submission = { checked, name, problems, added };
  if (problems.length === 0 || options.anyway) submission.packed = await packReport({ checked, options });
  return submission;
}

function notHandedIn(file: string) {
  return {
    message: `${file} is another text beside the report, expected report.md`,
    hint: 'What is handed in is report.md: rename it, then submit its folder.',
  };
}

/** A run that broke off is not tested to its end; anything else that is wrong is a fault. */
export function judgeSubmission({ checked, problems }: Submission): Whole {
  const isFaulty = problems.some(({ kind }) => kind !== 'run');
  return judgeWhole({ ...checked, record: checked.report.record, isFaulty });
}

/** A report that was made before anybody told who makes it is told now. What the record says already stays. */
async function withFrontMatter(report: ReportOnDisk, { set }: SubmitOptions) {
  const known = report.record.frontMatter ?? {};
  const isAsked = set !== undefined || known.author === undefined;
  const found = isAsked ? ((await findFrontMatter({ set: set })) ?? {}) : {};
  const asked = FRONT_MATTER_KEYS.filter((key) => set?.[key] !== undefined && found[key] !== undefined);
  const merged: FrontMatter = { ...found, ...known, ...Object.fromEntries(asked.map((key) => [key, found[key]])) };
  const added = FRONT_MATTER_KEYS.filter((key) => merged[key] !== known[key]);
  if (added.length === 0) return { report, added };
  try {
    return { report: await addFrontMatter(report, merged), added };
  } catch (error) {
    throw cantWrite(report.dir, error);
  }
}

function refuseUnknown(set: Record<string, string>): void {
  const word = Object.keys(set).find((key) => !(FRONT_MATTER_KEYS as string[]).includes(key));
  if (word === undefined) return;
  const near = suggest(word, FRONT_MATTER_KEYS);
  throw new LabreportError({
    code: 'usage',
    message: `--set got "${word}", expected one of ${FRONT_MATTER_KEYS.join(', ')}`,
    hint: near === undefined ? "For example: --set author='Ada Lovelace'" : `did you mean ${near}?`,
  });
}
