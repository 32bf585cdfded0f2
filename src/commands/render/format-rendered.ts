import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reportLanguage } from '../../app/record/report-language.ts';
import type { Rendered } from '../../app/render/render-report.ts';
import type { Written } from '../../app/render/write-report.ts';
import { nearPath } from '../../text/near-path.ts';
import { formatAgreed, formatDisagreements, formatHeld, formatUnheld } from '../print/verdict-text.ts';

/** What was made, and what a person may want to know of it. */
export function formatRendered({ report, exported, made }: Rendered): string {
  const files = exported.map((name) => nearPath(join(report.dir, name)));
  if (made?.out === undefined || made.written === undefined) return files.map((file) => `${file}\n`).join('');
  const { rendered, out, written } = made;
  const { verdicts, crossChecks } = rendered;
  const language = reportLanguage(report.dir);
  const sums = [formatHeld(verdicts), formatAgreed(crossChecks)].filter((sum) => sum !== '');
  const what = written.isSame ? 'is as it was' : 'made again, nothing was run';
  return [
    ...formatUnheld(verdicts, language),
    ...formatDisagreements(crossChecks, language),
    `${out}: ${[what, ...sums].join('; ')}`,
    ...(written.edited === undefined ? [] : [`What was edited is in ${written.edited}.`]),
    ...files,
    ...formatOld({ out, report, written, exported }),
    '',
  ].join('\n');
}

/** What was made from report.md before is not made again. */
function formatOld({
  out,
  report,
  written,
  exported,
}: Pick<Rendered, 'report' | 'exported'> & { out: string; written: Written }): string[] {
  const { dir } = report;
  if (written.isSame || out !== nearPath(join(dir, 'report.md'))) return [];
  const made = ['report.html', 'report.pdf'].filter((name) => existsSync(join(dir, name)));
  const old = made.filter((name) => !exported.includes(name));
  if (old.length === 0) return [];
  return [`${old.join(' and ')} ${old.length === 1 ? 'is' : 'are'} of the report before.`];
}
