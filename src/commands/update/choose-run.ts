import { join } from 'node:path';
import type { DriverName } from '../../hosts/types.ts';
import type { Confine } from '../../lab/limits.ts';
import { loadLab } from '../../lab/load.ts';
import type { Owned, Provenance, Whose } from '../../lab/provenance.ts';
import type { Lab } from '../../lab/types.ts';
import type { FrontMatter } from '../../record/types.ts';
import { findFrontMatter } from '../../settings/front-matter.ts';
import { FRONT_MATTER_KEYS } from '../../settings/keys.ts';
import { type Own, openOwn } from '../generate/own.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate, type Template } from '../inputs/templates.ts';
import { confineRun } from '../trust/confine.ts';
import { onlyKnown, onlyNamed } from '../trust/known-lab.ts';
import { recordedValues } from '../trust/parameters.ts';
import { keptLab, ownedSources } from '../trust/whose.ts';
import type { UpdateFlags } from './flags.ts';
import type { Refreshable } from './open.ts';

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
export async function chooseRun(report: Refreshable, flags: UpdateFlags): Promise<ChosenRun> {
  const { record } = report;
  const known = flags.lab === undefined ? onlyKnown(record.lab.name) : await onlyNamed(flags.lab);
  const owned = known ?? keptLab(report.name);
  const [isKept, labDir] = [known === undefined, owned.dir];
  const { lab, parameters } = await loadAgain(report, { owned, set: flags.set ?? {} });
  const roots = searchRoots();
  const template =
    flags.template === undefined
      ? report.template
      : await loadTemplate({ file: flags.template, lang: undefined, lab, labDir, roots });
  const driver = flags.driver ?? record.driver.name;
  const own = await chooseOwn(report, { lab, flags });
  const said = { ...record.frontMatter, ...(await findFrontMatter({ set: flags.set, parameters: lab.parameters })) };
  const sources = own === undefined ? sourcesOf(owned, { lab, isKept }) : 'theirs';
  const provenance: Provenance = { lab: owned.whose, sources, parameters };
  const why = `${report.name} holds programs, commands or values that did not come with labreport`;
  return {
    ...{ lab, labDir, isKept, template, own, drivers: driversFor(driver, flags) },
    frontMatter: Object.keys(said).length === 0 ? undefined : said,
    confine: confineRun({ provenance, lab, driver, unconfined: flags.unconfined === true, why }),
  };
}

/** The copy that a report keeps has its sources in src/. */
function sourcesOf(owned: Owned, { lab, isKept }: { lab: Lab; isKept: boolean }): Whose {
  return isKept ? owned.whose : ownedSources(owned, lab.source).whose;
}

/** Where namespaces are not allowed the lab runs on the loopback device, unless it is to be confined; recordRun sees to that. */
function driversFor(driver: DriverName, flags: UpdateFlags): DriverName[] {
  return driver === 'namespaces' && flags.driver === undefined ? [driver, 'loopback'] : [driver];
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
  { lab, flags }: { lab: Lab; flags: UpdateFlags },
): Promise<Own | undefined> {
  if (flags.source === undefined && record.source !== 'own') return undefined;
  return openOwn({ path: flags.source ?? join(name, 'lab', 'src'), lab });
}
