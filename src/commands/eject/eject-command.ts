import { Command } from 'commander';
import { conclude } from '../outcome.ts';
import { print } from '../print/print.ts';

/** `labreport eject`: a lab's template, to be edited. */
export function ejectCommand(): Command {
  return new Command('eject')
    .description('copy a lab’s template, and the partials that it uses, into ./templates to edit them')
    .argument('<lab>', 'name of a lab (labreport list), or a folder that holds a lab.yaml')
    .option('--lang <code>', 'the template in another language, where the lab has one, e.g. es')
    .option('--force', 'replace copies that are there already and were edited')
    .addHelpText('after', NOTES)
    .action(async (lab: string, flags: { lang?: string; force?: true }) => {
      const [{ ejectTemplate }, { formatEjected }] = await Promise.all([
        import('../../app/eject/eject-template.ts'),
        import('./format-ejected.ts'),
      ]);
      print(formatEjected(await ejectTemplate(lab, flags)));
      conclude();
    });
}

const NOTES = `
What lies in ./templates is taken in the place of labreport's own: templates/NAME.md.hbs as the template of a lab, and
templates/partials/NAME.hbs wherever a template says {{> NAME}}. docs/templates.md tells how to edit them, docs/helpers.md
what can stand between {{ and }}.

Examples:
  labreport eject concurrent-servers
  labreport eject concurrent-servers --lang es`;
