import { join, resolve } from 'node:path';
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
import { exportFormats } from '../export/export-formats.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate } from '../inputs/templates.ts';
import { inRunFolder, withRunner } from '../run/run-folder.ts';
import { confineRun } from '../trust/confine.ts';
import { namedLab } from '../trust/known-lab.ts';
import { ownedSources } from '../trust/whose.ts';
import { openPrevious } from './previous.ts';
import type { ReportEvent, Result } from './result.ts';
import { runAndRender } from './run-and-render.ts';

/** What a report can be asked for. */
export interface GenerateOptions {
  /** File of another template than the lab's own. */
  template?: string;
  /** Language of the lab's own template. */
  lang?: string;
  /** Values of the lab's parameters, and keys of labreport.yaml. */
  set?: Record<string, string>;
  /** Folder of sources in place of the lab's. */
  source?: string;
  /** Runs what `source` names as the person, with all that they may do. */
  unconfined?: boolean;
  /** "md", "html", "pdf", with commas between. */
  format?: string;
  /** Replaces a report that was edited, and keeps the edited one beside it. */
  replace?: boolean;
  /** The report's folder; reports/LAB in the current one without it. */
  out?: string;
}

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
    const owned = await namedLab(name);
    const labDir = owned.dir;
    const lab = await loadLab({ dir: labDir, set: options.set ?? {}, besides: FRONT_MATTER_KEYS });
    const frontMatter = await findFrontMatter({ set: options.set, parameters: lab.parameters });
    const { template: file, lang } = options;
    const template = await loadTemplate({ file, lang, lab, labDir, roots: searchRoots() });
    const out = resolve(options.out ?? join('reports', lab.name));
    const previous = await openPrevious(out, options.replace === true);
    onEvent({ type: 'planned', lab, out });
    const own = await findOwn({ lab, options });
    const confine = whatToConfine({ owned, lab, options, drivers: means.drivers });
    // Only the best driver keeps programs apart.
    const drivers = confine === undefined ? means.drivers : means.drivers.slice(0, 1);
    const run = { lab, labDir, template, frontMatter, own, confine, out, drivers, runner, signal, onEvent };
    return await inRunFolder({ out }, async (dir) => {
      const result = await runAndRender(run, dir);
      const beside = await previous.carryInto(dir);
      signal.throwIfAborted();
      await replaceReport(dir, out);
      return { ...result, exported: await exportFormats(out, formats), beside };
    });
  });
}

/** The sources that --source names. */
async function findOwn({ lab, options: { source } }: { lab: Lab; options: GenerateOptions }) {
  if (source === undefined) return undefined;
  const { openOwn } = await import('./own.ts');
  return openOwn({ path: source, lab });
}

/** Nothing where all that is run is labreport's or the person's own. */
function whatToConfine(run: {
  owned: Owned;
  lab: Lab;
  options: GenerateOptions;
  drivers: readonly DriverName[];
}): Confine | undefined {
  const { owned, lab, options, drivers } = run;
  const sources = options.source === undefined ? ownedSources(owned, lab.source).whose : 'theirs';
  const provenance: Provenance = { lab: owned.whose, sources, parameters: 'yours' };
  if (options.unconfined && confineFor(provenance, lab) === undefined) {
    throw new LabreportError({
      code: 'usage',
      message: '--unconfined without --source, expected it where programs are confined',
      hint: 'A lab’s own programs run as you: its author is whom you trust.',
    });
  }
  const why =
    owned.whose === 'theirs'
      ? `${owned.dir} came with a report, so that somebody else’s programs and commands are run`
      : '--source runs programs that labreport does not know';
  const driver = drivers[0] as DriverName;
  return confineRun({ provenance, lab, driver, unconfined: options.unconfined === true, why });
}
