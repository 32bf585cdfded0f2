import { join } from 'node:path';
import { DRIVER_NAMES, type DriverName } from '../../hosts/host-driver.ts';
import type { Confine } from '../../lab/limits.ts';
import { loadLab } from '../../lab/load.ts';
import type { Owned, Provenance, Whose } from '../../lab/provenance.ts';
import type { Lab } from '../../lab/types.ts';
import type { FrontMatter } from '../../record/run-record.ts';
import { findFrontMatter } from '../../settings/front-matter.ts';
import { FRONT_MATTER_KEYS } from '../../settings/keys.ts';
import { type Own, openOwn } from '../generate/own.ts';
import { knownDriver } from '../inputs/known-driver.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate, type Template } from '../inputs/templates.ts';
import { ableDrivers, confineRun } from '../trust/confine.ts';
import { onlyKnown, onlyNamed } from '../trust/known-lab.ts';
import { recordedValues } from '../trust/parameters.ts';
import { keptLab, ownedSources } from '../trust/whose.ts';
import type { Refreshable } from './open-refreshable.ts';
import type { UpdateOptions } from './update-options.ts';

/** What is run for a report again. */
export interface ChosenRun {
  lab: Lab;
  labDir: string;
  /** The lab is the copy that the report keeps. */
  isKept: boolean;
  template: Template;
  frontMatter: FrontMatter | undefined;
  own: Own | undefined;
  confine: Confine | undefined;
  drivers: readonly DriverName[];
}

/**
 * The lab that is known here by the report's name for it, or where none is, the report's own copy; the rest as for the run
 * before. One in ./labs is the person's own: whoever updates a report works in this folder.
 */
export async function chooseRun(report: Refreshable, options: UpdateOptions): Promise<ChosenRun> {
  const { record } = report;
  const known = options.lab === undefined ? onlyKnown(record.lab.name) : await onlyNamed(options.lab);
  const owned = known ?? keptLab(report.name);
  const [isKept, labDir] = [known === undefined, owned.dir];
  const { lab, parameters } = await loadAgain(report, { owned, set: options.set ?? {} });
  const roots = searchRoots();
  const template =
    options.template === undefined
      ? report.template
      : await loadTemplate({ file: options.template, lang: undefined, lab, labDir, roots });
  const driver = options.driver ?? knownDriver(record);
  const own = await chooseOwn(report, { lab, options });
  const said = { ...record.frontMatter, ...(await findFrontMatter({ set: options.set, parameters: lab.parameters })) };
  const sources = own === undefined ? sourcesOf(owned, { lab, isKept }) : 'theirs';
  const provenance: Provenance = { lab: owned.whose, sources, parameters };
  const why = `${report.name} holds programs, commands or values that did not come with labreport`;
  const confine = confineRun({ provenance, lab, driver, unconfined: options.unconfined === true, why });
  return {
    lab,
    labDir,
    isKept,
    template,
    own,
    drivers: ableDrivers(options.driver === undefined ? atBest(driver) : [driver], confine),
    frontMatter: Object.keys(said).length === 0 ? undefined : said,
    confine,
  };
}

/** The copy that a report keeps has its sources in src/. */
function sourcesOf(owned: Owned, { lab, isKept }: { lab: Lab; isKept: boolean }): Whose {
  return isKept ? owned.whose : ownedSources(owned, lab.source).whose;
}

/** A driver, and for where it can't be had the less good ones. */
function atBest(driver: DriverName): readonly DriverName[] {
  return DRIVER_NAMES.slice(DRIVER_NAMES.indexOf(driver));
}

/** Parameters have the values of the run before, as far as the lab still has them. */
async function loadAgain(
  { record }: Refreshable,
  { owned, set }: { owned: Owned; set: Record<string, string> },
): Promise<{ lab: Lab; parameters: Whose }> {
  const { values } = recordedValues(record, await loadLab(owned));
  const lab = await loadLab({ ...owned, set: { ...values, ...set }, besides: FRONT_MATTER_KEYS });
  const isTheirs = Object.keys(values).some((name) => !Object.hasOwn(set, name));
  return { lab: { ...lab, name: record.lab.name }, parameters: isTheirs ? 'theirs' : 'yours' };
}

/** The author's sources as they are now; without --source the ones that the report keeps. */
async function chooseOwn(
  { record, name }: Refreshable,
  { lab, options }: { lab: Lab; options: UpdateOptions },
): Promise<Own | undefined> {
  if (options.source === undefined && record.source !== 'own') return undefined;
  return openOwn({ path: options.source ?? join(name, 'lab', 'src'), lab });
}
