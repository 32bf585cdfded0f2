import { resolve } from 'node:path';
import { judgeWhole, type Whole } from '../../claims/whole.ts';
import type { DriverName } from '../../hosts/types.ts';
import type { Confine } from '../../lab/limits.ts';
import { loadLab } from '../../lab/load.ts';
import { confineFor, type Owned, type Provenance } from '../../lab/provenance.ts';
import type { Lab } from '../../lab/types.ts';
import { replaceReport } from '../../record/folder.ts';
import type { Runner } from '../../scenario/confined.ts';
import { findFrontMatter } from '../../settings/front-matter.ts';
import { FRONT_MATTER_KEYS } from '../../settings/keys.ts';
import { LabreportError } from '../../text/errors.ts';
import { chooseFormats } from '../export/choose-formats.ts';
import type { Format } from '../export/formats.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate } from '../inputs/templates.ts';
import { catchSignals } from '../interrupt.ts';
import { confineRun } from '../trust/confine.ts';
import { namedLab } from '../trust/known-lab.ts';
import { ownedSources } from '../trust/whose.ts';
import type { GenerateFlags } from './flags.ts';
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
  const { name, flags, runner } = options;
  const interruption = catchSignals();
  try {
    const formats = await chooseFormats(flags.format);
    const owned = await namedLab(name);
    const labDir = owned.dir;
    const lab = await loadLab({ dir: labDir, set: flags.set ?? {}, besides: FRONT_MATTER_KEYS });
    const frontMatter = await findFrontMatter({ set: flags.set, parameters: lab.parameters });
    const template = await loadTemplate({ file: flags.template, lang: flags.lang, lab, labDir, roots: searchRoots() });
    const out = options.out ?? resolve('reports', lab.name);
    const previous = await openPrevious(out, flags.replace === true);
    const progress = startProgress({ lab, flags, out });
    const own = await findOwn({ lab, flags });
    const confine = whatToConfine({ owned, lab, flags, drivers: options.drivers });
    // Only the best driver keeps programs apart.
    const drivers = confine === undefined ? options.drivers : options.drivers.slice(0, 1);
    const parts = { lab, labDir, template, frontMatter, own, confine, out, drivers, runner, progress };
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
async function findOwn({ lab, flags }: { lab: Lab; flags: GenerateFlags }) {
  if (flags.source === undefined) return undefined;
  const { openOwn } = await import('./own.ts');
  return openOwn({ path: flags.source, lab });
}

/** Nothing where all that is run is labreport's or the person's own. */
function whatToConfine(run: {
  owned: Owned;
  lab: Lab;
  flags: GenerateFlags;
  drivers: readonly DriverName[];
}): Confine | undefined {
  const { owned, lab, flags, drivers } = run;
  const sources = flags.source === undefined ? ownedSources(owned, lab.source).whose : 'theirs';
  const provenance: Provenance = { lab: owned.whose, sources, parameters: 'yours' };
  if (flags.unconfined && confineFor(provenance, lab) === undefined) {
    throw new LabreportError({
      message: '--unconfined without --source, expected it where programs are confined',
      hint: 'A lab’s own programs run as you: its author is whom you trust.',
    });
  }
  const why =
    owned.whose === 'theirs'
      ? `${owned.dir} came with a report, so that somebody else’s programs and commands are run`
      : '--source runs programs that labreport does not know';
  const driver = drivers[0] as DriverName;
  return confineRun({ provenance, lab, driver, unconfined: flags.unconfined === true, why });
}

/** What only some runs need is loaded only then. */
export async function exportFormats(dir: string, formats: readonly Format[]): Promise<string[]> {
  if (formats.every((format) => format === 'md')) return [];
  const { exportReport } = await import('../export/export-report.ts');
  return exportReport({ dir, formats });
}
