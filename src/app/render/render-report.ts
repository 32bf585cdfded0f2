import { join, resolve } from 'node:path';
import { nearPath } from '../../text/near-path.ts';
import { chooseFormats } from '../export/choose-formats.ts';
import { exportFormats } from '../export/export-formats.ts';
import { keptTemplate } from '../inputs/kept-template.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate, type Template } from '../inputs/templates.ts';
import { checkIntact, type Intact, openRecord, type RecordOnDisk } from '../record/open-report.ts';
import { type RenderedRecord, renderRecord } from '../record/render-record.ts';
import type { RenderOptions } from './render-options.ts';
import { type Written, writeBeside, writeReport } from './write-report.ts';

/** What was made. */
export interface Rendered {
  report: RecordOnDisk;
  /** Files that were made from report.md. */
  exported: string[];
  /** The Markdown, and where it was written; absent where only other formats were asked for. */
  made?: { rendered: RenderedRecord; out?: string; written?: Written };
}

/** Makes a report's Markdown again and puts it where it is wanted. */
export async function renderReport(path: string, options: RenderOptions): Promise<Rendered> {
  const formats = await chooseFormats(options.format);
  const report = openRecord(path);
  await checkIntact(report, ITS_LOGS);
  const exports = formats.filter((format) => format !== 'md');
  if (exports.length === formats.length) return { report, exported: await exportFormats(report.dir, exports) };
  const template = await chooseTemplate(report, options.template);
  const rendered = renderRecord({ record: report.record, dir: report.dir, template });
  if (options.out === '-') return { report, exported: [], made: { rendered } };
  const file = join(report.dir, 'report.md');
  const out = options.out === undefined ? file : resolve(options.out);
  const replace = options.replace === true;
  const written =
    out === file
      ? await writeReport({ report, rendered, template, replace })
      : await writeBeside({ report, rendered, out, replace });
  return {
    report,
    exported: await exportFormats(report.dir, exports),
    made: { rendered, out: nearPath(out), written },
  };
}

/** What changed logs would make is no report of the run. The kept template may be edited: it is what is rendered. */
const ITS_LOGS: Intact = {
  isNeeded: ({ path, problem }) => path.startsWith('logs/') && problem !== 'extra',
  says: (name) => ({
    expected: 'expected the logs that the run has left',
    hint: `Nothing was written. What else is not as it was: labreport check ${name}`,
  }),
};

async function chooseTemplate({ dir, record }: RecordOnDisk, file: string | undefined): Promise<Template> {
  if (file === undefined) return keptTemplate(dir);
  return loadTemplate({ file, lab: record.lab, labDir: dir, roots: searchRoots() });
}
