import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findLab } from '../../lab/load.ts';
import type { Owned } from '../../lab/provenance.ts';
import { isInReport } from '../../record/in-report.ts';
import { LabreportError } from '../../text/errors.ts';
import { nearPath } from '../../text/near-path.ts';
import { packageRoot, searchRoots } from '../inputs/roots.ts';
import { haveSameFiles } from './same-files.ts';
import { ownedLab } from './whose.ts';

/** The lab that a person has named: its name, or its folder. */
export async function namedLab(name: string): Promise<Owned> {
  try {
    return ownedLab(nearPath(await findLab({ name, roots: searchRoots() })));
  } catch (error) {
    throw withWayIn(error, name);
  }
}

/**
 * The same for a lab that judges a report. A bare name that both labreport's own and one in ./labs have is refused: an
 * archive may have brought the second, and the person may mean the first.
 */
export async function onlyNamed(name: string): Promise<Owned> {
  return name.includes('/') ? namedLab(name) : (onlyKnown(name) ?? namedLab(name));
}

/**
 * The lab of this name that is known here, where there is one; refuses where it can't be told which of two is meant. A copy
 * of labreport's own is no other lab.
 */
export function onlyKnown(name: string): Owned | undefined {
  const [first, second] = knownLabs(name);
  if (first === undefined || second === undefined || haveSameFiles(first.dir, second.dir)) return first;
  throw new LabreportError({
    code: 'usage',
    message: `two labs are called ${name}: labreport’s own, and the one in ${second.dir}; expected to know which to run`,
    hint: `Nothing was run. Say which: --lab ${withSlash(second.dir)} or --lab ${withSlash(first.dir)}`,
  });
}

function withSlash(dir: string): string {
  return dir.includes('/') ? dir : `./${dir}`;
}

/**
 * The labs of this name that are known here, whichever report names it: labreport's own, then that of the current
 * folder's labs/. What came with a report is not known.
 */
export function knownLabs(name: string): Owned[] {
  // The name is a report's word: it must not lead anywhere else.
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) return [];
  const roots = new Set([packageRoot(), ...searchRoots()]);
  return [...roots]
    .map((root) => join(root, 'labs', name))
    .filter((dir) => existsSync(join(dir, 'lab.yaml')))
    .map((dir) => ownedLab(nearPath(dir)))
    .filter(({ whose }) => whose !== 'theirs');
}

/** A lab that came with a report is not found by its name. */
function withWayIn(error: unknown, name: string): unknown {
  const path = `./${join('labs', name)}`;
  if (!(error instanceof LabreportError) || !isInReport('.') || !existsSync(join(path, 'lab.yaml'))) return error;
  const hint = `${path} came with the report that lies here. To run it confined, as somebody else’s: labreport generate ${path}`;
  return error.with({ hint });
}
