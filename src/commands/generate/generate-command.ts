import { Command, Option } from 'commander';
import type { GenerateOptions } from '../../app/generate/generate-options.ts';
import { judgeWhole } from '../../claims/whole.ts';
import { DRIVER_NAMES, type DriverName } from '../../hosts/host-driver.ts';
import { addSetting } from '../add-setting.ts';
import { interruptible } from '../interrupt.ts';
import { conclude } from '../outcome.ts';
import { takeRunner } from './expected-runner.ts';

interface GenerateFlags extends GenerateOptions {
  driver?: DriverName;
  json?: true;
  quiet?: true;
}

/** `labreport generate`: runs a lab and writes its report. */
export function generateCommand(): Command {
  return new Command('generate')
    .description('run a lab for real and write its report')
    .argument('<lab>', 'name of a lab (labreport list), or a folder that holds a lab.yaml')
    .addOption(
      new Option('--driver <name>', 'how hosts are made; without it the best one that works').choices(DRIVER_NAMES),
    )
    .option('--template <file>', 'template of the report, in place of the lab’s own')
    .addOption(new Option('--lang <code>', 'language of the report, e.g. es (default: en)').conflicts('template'))
    .option(
      '--set <name=value>',
      'value of a parameter of the lab, or author=...; can be given several times',
      addSetting,
    )
    .option('--out <dir>', 'folder of the report, made where it is missing (default: reports/<lab>)')
    .option('--format <list>', 'md, html, pdf or several of them with commas between; md is always made (default: md)')
    .option('--source <dir>', 'folder of your own sources, in place of the lab’s; they run confined (docs/own-code.md)')
    .option('--unconfined', 'run what --source names as you, with all that you may do')
    .option('--replace', 'replace a report that was edited; the edited one is kept beside the new one')
    .addOption(new Option('--json', 'print each event of the run as a JSON line').conflicts('quiet'))
    .option('--quiet', 'print errors only')
    .addHelpText('after', EXAMPLES)
    .action(async (lab: string, flags: GenerateFlags) => {
      const drivers = flags.driver === undefined ? DRIVER_NAMES : [flags.driver];
      // The runner takes its time to come up; meanwhile the rest of labreport is loaded and the lab is read.
      const runner = takeRunner(drivers[0] as DriverName);
      const [{ generateReport }, { runProgress }] = await Promise.all([
        import('../../app/generate/generate-report.ts'),
        import('./progress.ts'),
      ]);
      const { onEvent, done } = runProgress(flags);
      const result = await interruptible(onEvent, (means) => generateReport(lab, flags, { drivers, runner, ...means }));
      done(result);
      conclude(judgeWhole(result));
    });
}

const EXAMPLES = `
Examples:
  labreport generate two-clients
  labreport generate concurrent-servers --set port=9000 --out /tmp/report
  labreport generate concurrent-servers --lang es
  labreport generate concurrent-servers --source ~/my-server
  labreport generate ./my-lab --template my-template.md.hbs
  labreport generate two-clients --json | jq -c .type

Exit status: 0 all claims held, 1 a claim failed, 2 it could not run, 3 no claim failed, but not all could be tested or
the run is incomplete.`;
