import { dirname, join } from 'node:path';
import type { Owned, Whose } from '../../lab/provenance.ts';
import { isInReport, realPath } from '../../record/in-report.ts';
import { packageRoot } from '../inputs/roots.ts';

/**
 * Whose the lab in a folder is. What lies in a report, or leads into one by a link, came with it; of the rest, the
 * package's labs are labreport's, and a person named the others or has them in their own folder. Nothing that a report
 * says is asked.
 */
export function ownedLab(dir: string): Owned {
  return { dir, whose: whoseLab(dir) };
}

function whoseLab(dir: string): Whose {
  const file = realPath(join(dir, 'lab.yaml'));
  if ([dir, dirname(file)].some(isInReport)) return 'theirs';
  return dirname(dirname(file)) === realPath(join(packageRoot(), 'labs')) ? 'labreport' : 'yours';
}

/** The lab that a report keeps: it came with the report, wherever that lies. */
export function keptLab(report: string): Owned {
  return { dir: join(report, 'lab'), whose: 'theirs' };
}

/** The folder of a lab's sources: the lab's own, unless it leads into a report. */
export function ownedSources(lab: Owned, source: string | undefined): Owned {
  const dir = join(lab.dir, source ?? '.');
  return { dir, whose: isInReport(dir) ? 'theirs' : lab.whose };
}
