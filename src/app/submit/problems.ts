import { tell } from '../../language/tell.ts';
import type { FileFinding } from '../../record/integrity.ts';
import type { FrontMatter } from '../../record/run-record.ts';
import type { CheckedReport } from '../check/check-report.ts';
import type { Unanswered } from '../check/unanswered.ts';
import { whatDiffers } from '../check/what-differs.ts';
import { whatBecame } from '../record/changed-files.ts';
import type { Problem } from './problem.ts';

/** What a report must not be handed in with, without saying so. */
export function findProblems(options: {
  checked: CheckedReport;
  /** Its folder as a person would type it. */
  name: string;
  frontMatter: FrontMatter | undefined;
}): Problem[] {
  const { checked, name, frontMatter } = options;
  return [
    ...findMissingAuthor(frontMatter, name),
    ...checked.unanswered.map((each) => tellUnanswered(each, checked.report.file)),
    ...findBrokenRun(checked, name),
    ...findUnheld(checked, name),
    ...findEdited(checked, name),
    ...findForged(checked, name),
  ];
}

function findMissingAuthor(frontMatter: FrontMatter | undefined, name: string): Problem[] {
  if (frontMatter?.author !== undefined) return [];
  const mend = `write "author: Your Name" into labreport.yaml, or: labreport submit ${name} --set author='Your Name'`;
  return [{ kind: 'author', message: 'nobody is named as the author', mend }];
}

function tellUnanswered({ name, line }: Unanswered, file: string): Problem {
  if (line === undefined) {
    const mend = `put its place back and answer there: <!-- answer: ${name} -->, your answer, <!-- /answer -->, a line each`;
    return { kind: 'answer', message: `${file}: the place for the answer "${name}" is gone`, mend };
  }
  const mend = `write your answer in ${file}, in the place of the line that says so`;
  return { kind: 'answer', message: `${file}:${line}: "${name}" is not answered yet`, mend };
}

function findBrokenRun({ report: { record } }: CheckedReport, name: string): Problem[] {
  const { failure } = record.run;
  if (failure === undefined) return [];
  const message = `the run is incomplete: expected ${tell(failure.expected)}, seen: ${tell(failure.seen)}`;
  return [{ kind: 'run', message, mend: `mend the lab or the program, then: labreport update ${name}` }];
}

function findUnheld({ verdicts, crossChecks }: CheckedReport, name: string): Problem[] {
  const mend = `mend the program and run it again: labreport update ${name}; or explain it in the report`;
  const failed = verdicts.filter(({ status }) => status === 'failed');
  const disagreeing = crossChecks.filter(({ status }) => status === 'disagrees');
  return [
    ...failed.map(({ claim, reason }) => ({
      kind: 'claim' as const,
      message: `claim ${claim} failed: ${tell(reason)}`,
      mend,
    })),
    ...disagreeing.map(({ subject, reason }) => ({
      kind: 'cross-check' as const,
      message: `${tell(subject)} disagrees: ${tell(reason)}`,
      mend: `run it again: labreport update ${name}`,
    })),
  ];
}

/** The archive gets a page and metadata that are made anew. */
function findForged({ forgeries }: CheckedReport, name: string): Problem[] {
  const told = forgeries.filter(({ kind }) => kind !== 'page' && kind !== 'crate');
  const mend = `make it as labreport does: labreport render ${name} --replace, or labreport update ${name}`;
  return told.map(({ message }) => ({ kind: 'forgery', message, mend }));
}

function mendOf(problem: FileFinding['problem'], { path, name }: { path: string; name: string }): string {
  if (problem === 'extra') return `move ${path} out of ${name}, or name it with --add`;
  if (problem === 'not-a-file') return `take ${path} away, then run it again: labreport update ${name}`;
  return `run it again: labreport update ${name}`;
}

function tellFile(finding: FileFinding, name: string): Problem {
  const { path, problem } = finding;
  const message = `${path} ${whatBecame(finding)}${problem === 'extra' ? '; it is left out' : ''}`;
  return { kind: 'file', message, mend: mendOf(problem, { path, name }) };
}

function findEdited({ report, files, shown }: CheckedReport, name: string): Problem[] {
  const update = `labreport update ${name}`;
  return [
    ...files.findings.map((finding) => tellFile(finding, name)),
    ...shown.differences.map((difference) => ({
      kind: 'evidence' as const,
      mend: `see labreport check ${name}; to have it as the run saw it: ${update}`,
      message: `${report.file}:${difference.line}: ${whatDiffers(difference)}`,
    })),
  ];
}
