import { Command, Option } from 'commander';
import { LabreportError } from '../../text/errors.ts';
import { conclude } from '../outcome.ts';
import type { PreviewFlags } from './preview.ts';

/** `labreport preview`: shows a report beside its evidence in a browser, and follows what is saved. */
export function previewCommand(): Command {
  return new Command('preview')
    .description('show a report beside its evidence in a browser, and follow what you save')
    .argument('<report>', 'folder of a report, with its record.json and logs/')
    .addOption(
      new Option('--port <n>', 'port to serve it on; without it a free one').argParser(parsePort).default(0, ''),
    )
    .option('--template <file>', 'template to follow, in place of the one that the report was made with')
    .option('--open', 'open it in the browser')
    .addHelpText('after', NOTES)
    .action(async (report: string, flags: PreviewFlags) => {
      const { preview } = await import('./preview.ts');
      await preview(report, flags);
      conclude();
    });
}

const NOTES = `
Edit report.md or the template in any editor: the page shows what you save. Nothing is written by looking; the button
"Run again" runs the lab as "labreport update" does. The page is served to this machine alone, at an address that
nobody can guess. Ctrl-C ends it.

Examples:
  labreport preview reports/two-clients
  labreport preview reports/concurrent-servers --open`;

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new LabreportError({
    code: 'usage',
    message: `--port got "${text}", expected a number from 1 to 65535`,
    hint: 'Leave it away, and a free one is chosen.',
  });
}
