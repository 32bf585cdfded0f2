import { join } from 'node:path';
import type { DriverName } from '../../hosts/types.ts';
import type { Limits } from '../../lab/limits.ts';
import { findLab, loadLab } from '../../lab/load.ts';
import type { Lab } from '../../lab/types.ts';
import type { FrontMatter } from '../../record/types.ts';
import { findFrontMatter } from '../../settings/front-matter.ts';
import { FRONT_MATTER_KEYS } from '../../settings/keys.ts';
import { LabreportError } from '../../text/errors.ts';
import { type Own, openOwn } from '../generate/own.ts';
import { confine, isPackageLab } from '../inputs/confinement.ts';
import { nearPath } from '../inputs/near-path.ts';
import { searchRoots } from '../inputs/roots.ts';
import { loadTemplate, type Template } from '../inputs/templates.ts';
import type { UpdateFlags } from './command.ts';
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
  limits: Limits | undefined;
  drivers: readonly DriverName[];
}

/** The lab as it is now, or where it can't be found, the report's own copy; the rest as for the run before. */
export async function chooseRun(report: Refreshable, flags: UpdateFlags): Promise<ChosenRun> {
  const { record } = report;
  const found = await findByName(record.lab.name);
  const isKept = found === undefined;
  const labDir = found ?? join(report.name, 'lab');
  const lab = await loadAgain(report, { labDir, set: flags.set ?? {} });
  const roots = searchRoots();
  const template =
    flags.template === undefined
      ? report.template
      : await loadTemplate({ file: flags.template, lang: undefined, lab, labDir, roots });
  const driver = flags.driver ?? record.driver.name;
  const own = await chooseOwn(report, { lab, driver, flags });
  const said = { ...record.frontMatter, ...(await findFrontMatter({ set: flags.set, parameters: lab.parameters })) };
  return {
    ...{ lab, labDir, isKept, template, own, drivers: driversFor(driver, flags) },
    frontMatter: Object.keys(said).length === 0 ? undefined : said,
    limits: own === undefined && isKept ? await limitsFor(report, { lab, driver, flags }) : undefined,
  };
}

/** Where namespaces are not allowed the lab runs on the loopback device, unless it is to be confined; recordRun sees to that. */
function driversFor(driver: DriverName, flags: UpdateFlags): DriverName[] {
  return driver === 'namespaces' && flags.driver === undefined ? [driver, 'loopback'] : [driver];
}

async function findByName(name: string): Promise<string | undefined> {
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) return undefined;
  try {
    return nearPath(await findLab({ name, roots: searchRoots() }));
  } catch (error) {
    if (error instanceof LabreportError) return undefined;
    throw error;
  }
}

/** Parameters have the values of the run before, as far as the lab still has them. */
async function loadAgain(
  { record }: Refreshable,
  { labDir, set }: { labDir: string; set: Record<string, string> },
): Promise<Lab> {
  const { parameters } = await loadLab({ dir: labDir });
  const recorded = Object.entries(record.lab.parameters ?? {}).filter(([name]) => Object.hasOwn(parameters, name));
  const before = Object.fromEntries(recorded.map(([name, { value }]) => [name, value]));
  const lab = await loadLab({ dir: labDir, set: { ...before, ...set }, besides: FRONT_MATTER_KEYS });
  return { ...lab, name: record.lab.name };
}

/** The author's sources as they are now; without --source the ones that the report keeps. */
async function chooseOwn(
  { record, name }: Refreshable,
  { lab, driver, flags }: { lab: Lab; driver: DriverName; flags: UpdateFlags },
): Promise<Own | undefined> {
  if (flags.source === undefined && record.source !== 'own') return undefined;
  const path = flags.source ?? join(name, 'lab', 'src');
  return openOwn({ path, unconfined: flags.unconfined === true, lab, driver });
}

/** Whatever did not come with labreport is confined: a report may be somebody else's. */
async function limitsFor(
  report: Refreshable,
  { lab, driver, flags }: { lab: Lab; driver: DriverName; flags: UpdateFlags },
): Promise<Limits | undefined> {
  if (flags.unconfined || (await isPackageLab(report))) return undefined;
  return confine({ lab, driver, why: `${report.name} holds programs that did not come with labreport` });
}
