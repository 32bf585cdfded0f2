import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { listInside } from '../../files/list.ts';
import { readInside } from '../../files/read.ts';
import type { DriverName } from '../../hosts/types.ts';
import { type Limits, limitsOf } from '../../lab/limits.ts';
import type { Lab } from '../../lab/types.ts';
import type { RunRecord } from '../../record/types.ts';
import { LabreportError } from '../../text/errors.ts';
import { findTool } from '../../tools/find.ts';
import { installLine } from '../../tools/packages.ts';
import { packageRoot } from './roots.ts';

/**
 * The limits of a run whose programs are not labreport's own: it is to be confined. Refuses where that can't be done
 * and nobody has said that it need not be.
 */
export function confine({ lab, driver, why }: { lab: Lab; driver: DriverName; why: string }): Limits {
  const anyway = 'Or run it as you, with all that you may do, when you trust all of it: --unconfined';
  if (driver !== 'namespaces') {
    throw new LabreportError({
      message: `${why}, expected to keep that apart from this machine: the ${driver} driver can’t`,
      hint: `Leave out --driver ${driver}.\n${anyway}`,
    });
  }
  const missing = ['bwrap', 'setpriv'].filter((tool) => findTool(tool) === undefined);
  if (missing.length > 0) {
    throw new LabreportError({
      message: `${why}, expected bubblewrap to keep that apart from this machine: ${missing.join(' and ')} not found`,
      hint: `${installLine(missing)}\n${anyway}`,
    });
  }
  return limitsOf(lab);
}

/** True when all that a report's run would execute came with labreport: lab.yaml and sources are the package's. */
export async function isPackageLab({ record, dir }: { record: RunRecord; dir: string }): Promise<boolean> {
  const { name, source } = record.lab;
  const own = join(packageRoot(), 'labs', basename(name));
  const { files, odd } = listInside(join(dir, 'lab'));
  // A template runs nothing.
  const isRun = (path: string) => path !== 'template.md.hbs' && !path.startsWith('partials/');
  const kept = [...files.keys()].filter(isRun);
  const isSame = (path: string) => {
    const theirs = readInside(dir, `lab/${path}`);
    const file = path.startsWith('src/') ? join(own, source ?? '', path.slice('src/'.length)) : join(own, path);
    return readBytes(file)?.equals(theirs) === true;
  };
  const isAllFiles = !odd.some(({ path }) => isRun(path));
  return isAllFiles && kept.includes('lab.yaml') && kept.every(isSame);
}

function readBytes(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
