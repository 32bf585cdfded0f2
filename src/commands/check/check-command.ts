import { Command } from 'commander';
import { conclude } from '../outcome.ts';
import { print, printJson } from '../print/print.ts';

/** `labreport check`: whether a report is still what its record bears out. */
export function checkCommand(): Command {
  return new Command('check')
    .description('check the claims of a report again, and that its evidence was not edited')
    .argument('<report>', 'folder of a report, or its report.md')
    .option('--lab <lab>', 'name or folder of the lab to judge it by; without it one that is known here by its name')
    .option('--json', 'print the result as JSON')
    .option('--run-commands', 'run the commands of claims that rest on a command of the lab’s own')
    .addHelpText('after', NOTES)
    .action(async (report: string, flags: CheckFlags) => {
      const [{ checkReport, judgeChecked }, { formatChecked, formatCheckedJson }] = await Promise.all([
        import('../../app/check/check-report.ts'),
        import('./format-checked.ts'),
      ]);
      const checked = await checkReport({ path: report, lab: flags.lab, runCommands: flags.runCommands === true });
      if (flags.json) printJson(formatCheckedJson(checked));
      else print(formatChecked(checked));
      conclude(judgeChecked(checked));
    });
}

const NOTES = `
First it is told which lab the report is of: as it comes with a version of labreport, changed in what, or unknown. A lab
that is known here by its name - one of labreport's, or one in ./labs - judges the report by its own claims; --lab names
another one. Evidence that was made otherwise than in that lab is not testable by it.
Checked are, from the record alone: each claim, the cross-checks between sockets, terminals and captures, the hash of
each log, and each evidence and verdict in report.md against what the record gives. Prose may be edited freely, and
evidence may be moved; what was deleted is listed, and so are questions without an answer, which are no fault.
Nothing is run: a claim that rests on a command of the lab's own is not testable without --run-commands, which runs that
command: those of labreport's labs and of one that --lab names as you, in its own folder, all others confined.
Found, too, are re-executions that can't have been, lines about trust that the record does not give, and a report.html or
ro-crate-metadata.json that is not of this report.

Examples:
  labreport check reports/two-clients
  labreport check submission/report.md --json | jq .differences
  labreport check submission --lab ./my-lab

Exit status: 0 all held and nothing was edited, 1 a claim failed, evidence disagrees or was edited, 2 it
can't be checked, 3 none of these, but not all claims could be tested or the run is incomplete.`;

interface CheckFlags {
  json?: true;
  lab?: string;
  runCommands?: true;
}
