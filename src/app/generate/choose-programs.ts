import type { DriverName } from '../../hosts/host-driver.ts';
import type { Confine } from '../../lab/limits.ts';
import { loadLab } from '../../lab/load.ts';
import { confineFor, type Owned, type Provenance } from '../../lab/provenance.ts';
import type { Lab } from '../../lab/types.ts';
import { FRONT_MATTER_KEYS } from '../../settings/keys.ts';
import { LabreportError } from '../../text/errors.ts';
import { ableDrivers, confineRun } from '../trust/confine.ts';
import { namedLab } from '../trust/known-lab.ts';
import { ownedSources } from '../trust/whose.ts';
import type { ProgramOptions } from './generate-options.ts';
import type { Own } from './own.ts';

interface Chosen {
  owned: Owned;
  lab: Lab;
  options: ProgramOptions;
  drivers: readonly DriverName[];
}

/** The lab of this name, or in this folder. */
export async function openLab(name: string, { set = {} }: ProgramOptions): Promise<{ owned: Owned; lab: Lab }> {
  const owned = await namedLab(name);
  return { owned, lab: await loadLab({ dir: owned.dir, set, besides: FRONT_MATTER_KEYS }) };
}

/** Whose programs are run, what of them is kept apart, and by which drivers that can be done. */
export async function choosePrograms(
  chosen: Chosen,
): Promise<{ own: Own | undefined; confine: Confine | undefined; drivers: readonly DriverName[] }> {
  const own = await findOwn(chosen);
  const confine = whatToConfine(chosen);
  return { own, confine, drivers: ableDrivers(chosen.drivers, confine) };
}

/** The sources that --source names. */
async function findOwn({ lab, options: { source } }: Chosen): Promise<Own | undefined> {
  if (source === undefined) return undefined;
  const { openOwn } = await import('./own.ts');
  return openOwn({ path: source, lab });
}

/** Nothing where all that is run is labreport's or the person's own. */
function whatToConfine({ owned, lab, options, drivers }: Chosen): Confine | undefined {
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
