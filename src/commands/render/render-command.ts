import { Command, Option } from 'commander';
import type { RenderOptions } from '../../app/render/render-options.ts';
import { conclude } from '../outcome.ts';
import { print, printDocument } from '../print/print.ts';

/** `labreport render`: a report once more, from its record. */
export function renderCommand(): Command {
  return new Command('render')
    .description('make a report’s Markdown again from its record, without running anything')
    .argument('<report>', 'folder of a report, or its report.md')
    .option('--template <file>', 'another template; the report keeps it from then on')
    .option(
      '--out <file>',
      'write the Markdown to this file, whose folder is made where it is missing, or with - to the terminal, and leave the report as it is',
    )
    .addOption(
      new Option(
        '--format <list>',
        'what to make: md, html, pdf or several; without md, from report.md as it is',
      ).conflicts('out'),
    )
    .option('--replace', 'replace a file that was edited; the edited one is kept beside the new one')
    .addHelpText('after', NOTES)
    .action(async (report: string, flags: RenderOptions) => {
      const [{ renderReport }, { formatRendered }] = await Promise.all([
        import('../../app/render/render-report.ts'),
        import('./format-rendered.ts'),
      ]);
      const rendered = await renderReport(report, flags);
      if (flags.out === '-') printDocument(rendered.made?.rendered.markdown ?? '');
      else print(formatRendered(rendered));
      conclude();
    });
}

const NOTES = `
The report is made from its record and its logs with the template that it keeps (lab/template.md.hbs), or with another one.
Prose that was written into report.md is not in the template: a report.md that was edited is not overwritten.
"labreport update" refreshes the evidence in it, and keeps the prose.

Examples:
  labreport render reports/two-clients
  labreport render reports/two-clients --template templates/two-clients.md.hbs
  labreport render reports/two-clients --format html,pdf
  labreport render reports/two-clients --template templates/two-clients.md.hbs --out - | less

Exit status: 0 the report was made, 2 it could not be made.`;
