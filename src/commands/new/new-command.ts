import { Command } from 'commander';
import { conclude } from '../outcome.ts';
import { print } from '../print/print.ts';

/** `labreport new`: a small lab and its template, to start from. */
export function newCommand(): Command {
  return new Command('new')
    .description('make a small lab and its template, which run at once, to start from')
    .argument('<name>', 'name of the lab, e.g. my-lab')
    .option('--dir <dir>', 'folder of labs that it is made in', 'labs')
    .addHelpText('after', NOTES)
    .action(async (name: string, { dir }: { dir: string }) => {
      const { makeLab } = await import('../../app/new/make-lab.ts');
      const { formatMade } = await import('./format-made.ts');
      print(formatMade(await makeLab({ name, dir })));
      conclude();
    });
}

const NOTES = `
Made are labs/<name>/ with lab.yaml and src/, labs/lab.schema.json, with which editors complete a lab.yaml, and
templates/<name>.md.hbs, in the current folder. Nothing that is there is overwritten.

Examples:
  labreport new my-lab
  labreport new my-lab --dir course/labs`;
