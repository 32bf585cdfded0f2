import { join, resolve } from 'node:path';
import { chooseFormats } from '../export/choose-formats.ts';
import type { Format } from '../export/formats.ts';
import { keptTemplate } from '../inputs/kept-template.ts';
import { nearPath } from '../inputs/near-path.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate, type Template } from '../inputs/templates.ts';
import { renderRecord } from '../record/render-record.ts';
import type { RenderFlags } from './flags.ts';
import { openRecorded, type Recorded } from './open.ts';
import { formatRendered } from './text.ts';
import { writeBeside, writeReport } from './write.ts';

/** Makes a report's Markdown again and puts it where it is wanted; gives what to tell the person. */
export async function render({ path, flags }: { path: string; flags: RenderFlags }): Promise<string> {
  const formats = await chooseFormats(flags.format);
  const report = await openRecorded(path);
  const exports = formats.filter((format) => format !== 'md');
  if (exports.length === formats.length) {
    const names = await exportFormats(report, exports);
    return names.map((name) => `${nearPath(join(report.dir, name))}\n`).join('');
  }
  const template = await chooseTemplate(report, flags.template);
  const rendered = renderRecord({ record: report.record, dir: report.dir, template });
  if (flags.out === '-') return rendered.markdown;
  const out = flags.out === undefined ? report.file : resolve(flags.out);
  const replace = flags.replace === true;
  const written =
    out === report.file
      ? await writeReport({ report, rendered, template, replace })
      : await writeBeside({ report, rendered, out, replace });
  const exported = await exportFormats(report, exports);
  return formatRendered({ out: nearPath(out), report, rendered, written, exported });
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
