import { resolve } from 'node:path';
import { judgeWhole, type Whole } from '../../claims/whole.ts';
import type { DriverName } from '../../hosts/types.ts';
import { findLab, loadLab } from '../../lab/load.ts';
import type { Lab } from '../../lab/types.ts';
import { replaceReport } from '../../record/folder.ts';
import type { Runner } from '../../scenario/confined.ts';
import { findFrontMatter } from '../../settings/front-matter.ts';
import { FRONT_MATTER_KEYS } from '../../settings/keys.ts';
import { chooseFormats } from '../export/choose-formats.ts';
import type { Format } from '../export/formats.ts';
import { nearPath } from '../inputs/near-path.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate } from '../inputs/templates.ts';
import { catchSignals } from '../interrupt.ts';
import type { GenerateFlags } from './command.ts';
import { openPrevious } from './previous.ts';
import { startProgress } from './progress.ts';
import { inRunFolder, runAndRender } from './run-and-render.ts';

/** Runs a lab and writes its report to `out`. Gives what there is to say of the run as a whole. */
export async function generate(options: {
  name: string;
  flags: GenerateFlags;
  out: string | undefined;
  /** Drivers to try, the best first, and a runner that was started for it. */
  drivers: readonly DriverName[];
  runner: Runner;
}): Promise<Whole> {
  const { name, flags, drivers, runner } = options;
  const interruption = catchSignals();
  try {
    const formats = await chooseFormats(flags.format);
    const labDir = nearPath(await findLab({ name, roots: searchRoots() }));
    const lab = await loadLab({ dir: labDir, set: flags.set ?? {}, besides: FRONT_MATTER_KEYS });
    const frontMatter = await findFrontMatter({ set: flags.set, parameters: lab.parameters });
    const template = await loadTemplate({ file: flags.template, lang: flags.lang, lab, labDir, roots: searchRoots() });
    const out = options.out ?? resolve('reports', lab.name);
    const previous = await openPrevious(out, flags.replace === true);
    const progress = startProgress({ lab, flags, out });
    const own = await findOwn({ lab, flags, drivers });
    const parts = { lab, labDir, template, frontMatter, own, out, drivers, runner, progress };
    const run = { ...parts, signal: interruption.signal };
    return await inRunFolder(out, async (dir) => {
      const result = await runAndRender(run, dir);
      const beside = await previous.carryInto(dir);
      interruption.throwIfCaught();
      await replaceReport(dir, out);
      progress.done({ ...result, exported: await exportFormats(out, formats), beside });
      return judgeWhole(result);
    });
  } catch (error) {
    interruption.throwIfCaught();
    throw error;
  } finally {
    await runner.end();
    interruption.stop();
  }
}

/** The sources that --source names. */
async function findOwn(run: { lab: Lab; flags: GenerateFlags; drivers: readonly DriverName[] }) {
  const { lab, flags, drivers } = run;
  if (flags.source === undefined) return undefined;
  const { openOwn } = await import('./own.ts');
  return openOwn({ path: flags.source, unconfined: flags.unconfined === true, lab, driver: drivers[0] as DriverName });
}

/** What only some runs need is loaded only then. */
export async function exportFormats(dir: string, formats: readonly Format[]): Promise<string[]> {
  if (formats.every((format) => format === 'md')) return [];
  const { exportReport } = await import('../export/export-report.ts');
  return exportReport({ dir, formats });
}
