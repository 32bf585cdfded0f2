import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nearPath } from '../inputs/near-path.ts';
import { formatAgreed, formatDisagreements, formatHeld, formatUnheld } from '../print/verdict-text.ts';
import type { RenderedRecord } from '../record/render-record.ts';
import type { Recorded } from './open.ts';
import type { Written } from './write.ts';

interface Rendered {
  /** The file that was written, from here. */
  out: string;
  report: Recorded;
  rendered: RenderedRecord;
  written: Written;
  /** Files that were made from report.md. */
  exported: readonly string[];
}

/** What was made, and what a person may want to know of it. */
export function formatRendered({ out, report, rendered, written, exported }: Rendered): string {
  const { verdicts, crossChecks } = rendered;
  const sums = [formatHeld(verdicts), formatAgreed(crossChecks)].filter((sum) => sum !== '');
  const what = written.isSame ? 'is as it was' : 'made again, nothing was run';
  return [
    ...formatUnheld(verdicts),
    ...formatDisagreements(crossChecks),
    `${out}: ${[what, ...sums].join('; ')}`,
    ...(written.edited === undefined ? [] : [`What was edited is in ${written.edited}.`]),
    ...exported.map((name) => nearPath(join(report.dir, name))),
    ...formatOld({ out, report, written, exported }),
    '',
  ].join('\n');
}

/** What was made from report.md before is not made again. */
function formatOld({ out, report, written, exported }: Omit<Rendered, 'rendered'>): string[] {
  const { dir, file } = report;
  if (written.isSame || out !== nearPath(file)) return [];
  const made = ['report.html', 'report.pdf'].filter((name) => existsSync(join(dir, name)));
  const old = made.filter((name) => !exported.includes(name));
  if (old.length === 0) return [];
  return [`${old.join(' and ')} ${old.length === 1 ? 'is' : 'are'} of the report before.`];
}
