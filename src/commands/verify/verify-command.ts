import { Command, Option } from 'commander';
import { LabreportError } from '../../text/errors.ts';
import { conclude } from '../outcome.ts';
import type { VerifyFlags } from './verify.ts';

/** `labreport verify`: runs a report's lab again and compares what was observed. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('run the lab of a report again and compare what is observed')
    .argument('<report>', 'folder of a report, with its record.json, logs/ and lab/')
    .addOption(new Option('--runs <n>', 'run it so many times').argParser(parseRuns).default(1))
    .option('--lab <lab>', 'name or folder of the lab to judge and run it by; of the report its sources and its record')
    .option('--json', 'print the result as JSON')
    .option(
      '--keep <dir>',
      'folder for the record and the logs of each run, made where it is missing: run-1, run-2, ...',
    )
    .option('--write', 'when all runs observe the same, write so into the report')
    .option('--unconfined', 'run what came with the report as you, with all that you may do')
    .addHelpText('after', NOTES)
    .action(async (report: string, flags: VerifyFlags) => {
      const { verify } = await import('./verify.ts');
      conclude(await verify(report, flags));
    });
}

const NOTES = `
Verify RUNS PROGRAMS THAT CAME WITH THE REPORT. Whatever came with it runs confined: it sees its own folder, the tools
and the lab's network, within limits (docs/own-code.md). With --unconfined it runs as you: read lab/ first.

A report whose lab is known here by its name - one that comes with labreport, or one in ./labs - is run and judged by
that lab: its steps, claims, commands and limits. Of the report only its sources, its record and the values of its
parameters count. --lab names another one. A report of an unknown lab is run and judged by the lab that it brought.
One in ./labs that --lab does not name runs confined too: the archive may have brought it (docs/trust.md).

The lab is run in a scratch folder with the driver of the report, which stays as it is.
Compared is what was observed: the lines of each terminal, the rows of socket and process tables, the segments
of each connection, and the verdict on each claim. What machines choose (ports, process ids, times, sequence
numbers) is named by its role first. Where an order is free, the output names the rule that was applied.

Examples:
  labreport verify reports/two-clients
  labreport verify reports/concurrent-servers --runs 20 --write
  labreport verify submission --lab ./my-lab
  labreport verify reports/two-clients --json | jq '.observations[] | select(.same < .runs)'

Exit status: 0 all runs observed the same and all claims hold, 1 something differs or a claim failed, 2 it could not run,
3 all is the same and no claim failed, but not all could be tested or the run is incomplete.`;

function parseRuns(text: string): number {
  const runs = Number(text);
  if (/^\d+$/.test(text) && runs >= 1 && runs <= 100_000) return runs;
  throw new LabreportError({
    code: 'usage',
    message: `--runs got "${text}", expected a number from 1 to 100000`,
    hint: 'For example: --runs 20',
  });
}
