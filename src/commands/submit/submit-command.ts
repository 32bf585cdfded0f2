import { Command } from 'commander';
import type { SubmitOptions } from '../../app/submit/submit-options.ts';
import { conclude } from '../outcome.ts';
import { print, printJson } from '../print/print.ts';

/** `labreport submit`: checks a report and packs it to be handed in. */
export function submitCommand(): Command {
  return new Command('submit')
    .description('check a report, and pack it with its record, logs and sources to hand it in')
    .argument('<report>', 'folder of a report, or its report.md')
    .option(
      '--out <file>',
      'the archive, whose folder is made where it is missing (default: <lab>-<author>.zip in the current one)',
    )
    .option('--set <author=name>', 'author, or another key of labreport.yaml; can be given several times', addSetting)
    .option('--add <path>', 'a file or folder of the report’s folder to pack too; can be given several times', addPath)
    .option('--anyway', 'pack it though something is wrong; what is wrong is still told')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', NOTES)
    .action(async (report: string, flags: SubmitOptions & { json?: true }) => {
      const [{ judgeSubmission, submitReport }, { formatSubmission, formatSubmissionJson }] = await Promise.all([
        import('../../app/submit/submit-report.ts'),
        import('./format-submission.ts'),
      ]);
      const submission = await submitReport(report, flags);
      if (flags.json) printJson(formatSubmissionJson(submission));
      else print(formatSubmission(submission));
      conclude(judgeSubmission(submission));
    });
}

const NOTES = `
Checked are claims, cross-checks, logs and evidence as by labreport check, the questions that are still unanswered, and
the author's name. The archive holds report.md, report.html, record.json, ro-crate-metadata.json, logs/, figures/, lab/
and the files that report.md links to; what else lies in the folder is left out and listed. The same report gives the
same archive, byte for byte. Whoever gets it unpacks it and runs labreport check and labreport verify on the folder.

Examples:
  labreport submit reports/two-clients
  labreport submit reports/two-clients --set author='Ada Lovelace' --out ada.zip
  labreport submit reports/two-clients --add measurements.csv

Exit status: 0 packed and nothing is wrong, 1 something is wrong, 2 it can't be packed, 3 nothing is wrong, but not all
claims could be tested or the run is incomplete.`;

function addSetting(text: string, settings: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  return at > 0 ? { ...settings, [text.slice(0, at)]: text.slice(at + 1) } : { ...settings, [text]: '' };
}

function addPath(path: string, paths: string[] = []): string[] {
  return [...paths, path];
}
