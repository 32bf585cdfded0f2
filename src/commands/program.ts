import { Command } from 'commander';
import { version } from '../app/version.ts';
import { checkCommand } from './check/check-command.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { ejectCommand } from './eject/eject-command.ts';
import { generateCommand } from './generate/generate-command.ts';
import { listCommand } from './list/list-command.ts';
import { newCommand } from './new/new-command.ts';
import { packetsCommand } from './packets/packets-command.ts';
import { previewCommand } from './preview/preview-command.ts';
import { print, printAside } from './print/print.ts';
import { renderCommand } from './render/render-command.ts';
import { submitCommand } from './submit/submit-command.ts';
import { updateCommand } from './update/update-command.ts';
import { verifyCommand } from './verify/verify-command.ts';

/** The command line. Each command is loaded whole only when it runs. */
export function createProgram(): Command {
  const program = new Command('labreport')
    .description('Runs a network lab for real and writes the lab report from what it saw.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: printAside })
    .showHelpAfterError('(run labreport --help for the commands and examples)')
    .addHelpText('after', EXAMPLES);
  for (const command of [
    generateCommand(),
    updateCommand(),
    renderCommand(),
    previewCommand(),
    checkCommand(),
    listCommand(),
    ejectCommand(),
    newCommand(),
    doctorCommand(),
    packetsCommand(),
    verifyCommand(),
    submitCommand(),
  ]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

const EXAMPLES = `
Examples:
  labreport list                           the labs there are
  labreport generate two-clients           run the small lab; the report is in reports/two-clients/
  labreport generate concurrent-servers --set port=9000
  labreport preview reports/two-clients    show it beside its evidence, and follow what you save
  labreport update reports/two-clients     run its lab again and refresh the report; your words stay
  labreport check reports/two-clients      whether its claims hold and nobody edited its evidence
  labreport verify reports/two-clients     run its lab again and compare what is observed
  labreport submit reports/two-clients     check it and pack it to be handed in
  labreport new my-lab                     make a lab of your own, to start from
  labreport doctor                         what this machine lacks, and what mends it

Exit status: 0 all claims held, 1 a claim failed, 2 it could not run, 3 no claim failed, but not all could be tested or
the run is incomplete.`;
