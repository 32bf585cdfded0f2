import { resolve } from 'node:path';
import { nearPath } from '../../text/near-path.ts';
import { chooseFormats } from '../export/choose-formats.ts';
import type { Format } from '../export/formats.ts';
import { keptTemplate } from '../inputs/kept-template.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate, type Template } from '../inputs/templates.ts';
import { type RenderedRecord, renderRecord } from '../record/render-record.ts';
import { openRecorded, type Recorded } from './open.ts';
import { type Written, writeBeside, writeReport } from './write.ts';

/** What a report can be made again with. */
export interface RenderOptions {
  /** File of another template, which the report keeps from then on. */
  template?: string;
  /** File for the Markdown, beside the report; "-" for nowhere. */
  out?: string;
  /** "md", "html", "pdf", with commas between; without md from report.md as it is. */
  format?: string;
  /** Replaces a file that was edited, and keeps the edited one beside it. */
  replace?: boolean;
}

/** What was made. */
export interface Rendered {
  report: Recorded;
  /** Files that were made from report.md. */
  exported: string[];
  /** The Markdown, and where it was written; absent where only other formats were asked for. */
  made?: { rendered: RenderedRecord; out?: string; written?: Written };
}

/** Makes a report's Markdown again and puts it where it is wanted. */
export async function renderReport(path: string, options: RenderOptions): Promise<Rendered> {
  const formats = await chooseFormats(options.format);
  const report = await openRecorded(path);
  const exports = formats.filter((format) => format !== 'md');
  if (exports.length === formats.length) return { report, exported: await exportFormats(report, exports) };
  const template = await chooseTemplate(report, options.template);
  const rendered = renderRecord({ record: report.record, dir: report.dir, template });
  if (options.out === '-') return { report, exported: [], made: { rendered } };
  const out = options.out === undefined ? report.file : resolve(options.out);
  const replace = options.replace === true;
  const written =
    out === report.file
      ? await writeReport({ report, rendered, template, replace })
      : await writeBeside({ report, rendered, out, replace });
  return { report, exported: await exportFormats(report, exports), made: { rendered, out: nearPath(out), written } };
}

async function exportFormats({ dir }: Recorded, formats: readonly Format[]): Promise<string[]> {
  if (formats.length === 0) return [];
  const { exportReport } = await import('../export/export-report.ts');
  return exportReport({ dir, formats });
}

async function chooseTemplate({ dir, record }: Recorded, file: string | undefined): Promise<Template> {
  if (file === undefined) return keptTemplate(dir);
  return loadTemplate({ file, lab: record.lab, labDir: dir, roots: searchRoots() });
}
