import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { DriverName } from '../../hosts/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { outcome } from '../outcome.ts';

/** The best first. */
const DRIVERS: readonly DriverName[] = ['namespaces', 'loopback'];

export interface GenerateFlags {
  driver?: DriverName;
  template?: string;
  set?: Record<string, string>;
  out?: string;
  replace?: true;
  json?: true;
  quiet?: true;
}

/** `labreport generate`: runs a lab and writes its report. */
export function generateCommand(): Command {
  return new Command('generate')
    .description('run a lab for real and write its report')
    .argument('<lab>', 'name of a lab (labreport list), or a folder that holds a lab.yaml')
    .addOption(
      new Option('--driver <name>', 'how hosts are made; without it the best one that works').choices([
        'namespaces',
        'loopback',
      ]),
    )
    .option('--template <file>', 'template of the report, in place of the lab’s own')
    .option('--set <name=value>', 'value of a parameter of the lab; can be given several times', addSetting)
    .option('--out <dir>', 'folder of the report (default: reports/<lab>)')
    .option('--replace', 'replace a report that was edited; the edited one is kept beside the new one')
    .addOption(new Option('--json', 'print each event of the run as a JSON line').conflicts('quiet'))
    .option('--quiet', 'print errors only')
    .addHelpText('after', EXAMPLES)
    .action(async (lab: string, flags: GenerateFlags) => {
      const drivers = flags.driver === undefined ? DRIVERS : [flags.driver];
      // The runner takes its time to come up; meanwhile the rest of labreport is loaded and the lab is read.
      const { startRunner } = await import('../../scenario/confined.ts');
      const runner = startRunner(drivers[0] as DriverName);
      const { generate } = await import('./generate-report.ts');
      const out = flags.out === undefined ? undefined : resolve(flags.out);
      const allHeld = await generate({ name: lab, flags, out, drivers, runner });
      if (!allHeld) outcome.exitCode = 1;
    });
}

const EXAMPLES = `
Examples:
  labreport generate two-clients
  labreport generate concurrent-servers --set port=9000 --out /tmp/report
  labreport generate ./my-lab --template my-template.md.hbs
  labreport generate two-clients --json | jq -c .type`;

function addSetting(text: string, settings: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at > 0) return { ...settings, [text.slice(0, at)]: text.slice(at + 1) };
  throw new LabreportError({
    message: `--set got "${text}", expected name=value`,
    hint: 'For example: --set port=9000',
  });
}
