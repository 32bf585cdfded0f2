import { Command, Option } from 'commander';
import type { UpdateOptions } from '../../app/update/update-options.ts';
import { judgeWhole } from '../../claims/whole.ts';
import { DRIVER_NAMES } from '../../hosts/host-driver.ts';
import { addSetting } from '../add-setting.ts';
import { interruptible } from '../interrupt.ts';
import { conclude } from '../outcome.ts';
import { print, printJson } from '../print/print.ts';

interface UpdateFlags extends UpdateOptions {
  json?: true;
  quiet?: true;
}

/** `labreport update`: runs the lab of a report again and refreshes what the report shows of it. */
export function updateCommand(): Command {
  return new Command('update')
    .description('run the lab of a report again and refresh its evidence in place; your own words stay')
    .argument('<report>', 'folder of a report, or its report.md')
    .addOption(new Option('--force', 'overwrite evidence that was edited by hand').conflicts('keep'))
    .option('--keep', 'leave evidence that was edited by hand as it is')
    .option('--template <file>', 'go over to this template; without it the one that the report was made with')
    .addOption(
      new Option('--driver <name>', 'how hosts are made; without it as for the run before').choices(DRIVER_NAMES),
    )
    .option('--set <name=value>', 'another value of a parameter of the lab; can be given several times', addSetting)
    .option('--source <dir>', 'folder of your own sources, in place of the lab’s')
    .option('--lab <lab>', 'name or folder of the lab to run; without it the one that is known here by its name')
    .option('--unconfined', 'run what came with the report as you, with all that you may do')
    .addOption(
      new Option('--json', 'print each event of the run, and what was refreshed, as JSON lines').conflicts('quiet'),
    )
    .option('--quiet', 'print errors only')
    .addHelpText('after', NOTES)
    .action(async (report: string, flags: UpdateFlags) => {
      const [{ updateReport }, { formatUpdated, formatUpdatedJson }, { runProgress }] = await Promise.all([
        import('../../app/update/update-report.ts'),
        import('./format-updated.ts'),
        import('../generate/progress.ts'),
      ]);
      const { onEvent } = runProgress(flags);
      const updated = await interruptible(onEvent, (means) => updateReport(report, flags, means));
      if (flags.json) printJson(formatUpdatedJson(updated));
      else if (!flags.quiet) print(formatUpdated(updated));
      conclude(judgeWhole(updated.result));
    });
}

const NOTES = `
Outputs, verdicts, values and figures in report.md are replaced by those of the new run, wherever they stand now. Your
own words, headings and their order stay as they are, byte for byte. What you have deleted stays deleted and is listed.
Evidence that was edited by hand is not overwritten: nothing is run then, until --force or --keep says what to do.

The lab that is run is the one that is known here by its name: labreport's own, or one in ./labs. Where there is none, the
copy that the report keeps is run, confined; --lab DIR names another one.

Examples:
  labreport update reports/two-clients
  labreport update reports/concurrent-servers --source ~/my-server
  labreport update reports/two-clients --set port=9000 --keep

Exit status: 0 refreshed and all claims held, 1 refreshed, but a claim failed, 2 nothing was changed, 3 refreshed and no
claim failed, but not all could be tested.`;
