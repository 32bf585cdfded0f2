import { join, resolve } from 'node:path';
import type { DriverName } from '../../hosts/host-driver.ts';
import { replaceReport } from '../../record/folder.ts';
import type { Runner } from '../../scenario/confined.ts';
import { findFrontMatter } from '../../settings/front-matter.ts';
import { chooseFormats } from '../export/choose-formats.ts';
import { exportFormats } from '../export/export-formats.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate } from '../inputs/templates.ts';
import { inRunFolder, withRunner } from '../run/run-folder.ts';
import { choosePrograms, openLab } from './choose-programs.ts';
import type { GenerateOptions } from './generate-options.ts';
import { openPrevious } from './previous.ts';
import type { ReportEvent, Result } from './result.ts';
import { runAndRender } from './run-and-render.ts';

/** What it is made with. */
export interface Means {
  /** To be tried, the best first. */
  drivers: readonly DriverName[];
  /** Was started for the first of them; it is ended here. */
  runner: Runner;
  signal: AbortSignal;
  onEvent: (event: ReportEvent) => void;
}

/** Runs the lab of this name, or in this folder, and writes its report. */
export async function generateReport(name: string, options: GenerateOptions, means: Means): Promise<Result> {
  const { runner, signal, onEvent } = means;
  return withRunner(means, async () => {
    const formats = await chooseFormats(options.format);
    const { owned, lab } = await openLab(name, options);
    const labDir = owned.dir;
    const frontMatter = await findFrontMatter({ set: options.set, parameters: lab.parameters });
    const { template: file, lang } = options;
    const template = await loadTemplate({ file, lang, lab, labDir, roots: searchRoots() });
    const out = resolve(options.out ?? join('reports', lab.name));
    const previous = await openPrevious(out, options.replace === true);
    onEvent({ type: 'planned', lab, out });
    const programs = await choosePrograms({ owned, lab, options, drivers: means.drivers });
    const run = { lab, labDir, template, frontMatter, ...programs, out, runner, signal, onEvent };
    return await inRunFolder({ out }, async (dir) => {
      const result = await runAndRender(run, dir);
      const beside = await previous.carryInto(dir);
      signal.throwIfAborted();
      await replaceReport(dir, out);
      return { ...result, exported: await exportFormats(out, formats), beside };
    });
  });
}
