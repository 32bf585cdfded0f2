import { Command } from 'commander';
import { searchRoots } from '../../app/inputs/roots.ts';
import { nearPath } from '../../text/near-path.ts';
import { makeVisibleLine } from '../../text/visible.ts';
import { conclude } from '../outcome.ts';
import { paint } from '../print/paint.ts';
import { print, printJson } from '../print/print.ts';

interface FoundLab {
  name: string;
  dir: string;
  title: string;
}

/** `labreport list`: the labs that can be generated from here. */
export function listCommand(): Command {
  return new Command('list')
    .description('list the labs here and those that come with labreport')
    .option('--json', 'print them as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async ({ json }: { json?: true }) => {
      const { listLabs } = await import('../../lab/load.ts');
      const labs = await listLabs({ roots: searchRoots() });
      if (json) printJson(`${JSON.stringify(labs, null, 2)}\n`);
      else print(formatLabs(labs));
      conclude();
    });
}

const EXAMPLES = `
Examples:
  labreport list
  labreport list --json | jq -r '.[].name'`;

/** One line for each lab: name, title, folder. */
export function formatLabs(labs: readonly FoundLab[]): string {
  if (labs.length === 0) return `No labs in ${searchRoots().join(' or ')}\n`;
  const shown = labs.map(({ name, title, dir }) => ({
    name: makeVisibleLine(name),
    title: makeVisibleLine(title),
    dir,
  }));
  const width = (texts: string[]) => Math.max(...texts.map((text) => text.length));
  const nameWidth = width(shown.map(({ name }) => name));
  const titleWidth = width(shown.map(({ title }) => title));
  const lines = shown.map(({ name, title, dir }) =>
    [
      paint('bold', name.padEnd(nameWidth)),
      title.padEnd(titleWidth),
      paint('dim', makeVisibleLine(nearPath(dir))),
    ].join('  '),
  );
  return `${lines.join('\n')}\n`;
}
