import { join } from 'node:path';
import type { Facts } from '../../evidence/facts.ts';
import type { Owned } from '../../lab/provenance.ts';
import type { Lab } from '../../lab/types.ts';
import { checkIntact, type Intact, openReport, type ReportOnDisk } from '../record/open-report.ts';
import { comparableFacts } from '../record/readable-facts.ts';
import { type Judge, keptJudge, otherJudge } from '../trust/judge.ts';
import { haveSameFiles } from '../trust/same-files.ts';
import { ownedSources } from '../trust/whose.ts';

/** A report that can be verified: its record, what its logs say, and the lab that judges it. */
export interface Verifiable extends ReportOnDisk {
  /** What was recorded, judged by that lab. */
  facts: Facts;
  judge: Judge;
  /** The judge's lab, with the parameters of the run. */
  lab: Lab;
  sources: Sources;
}

/** What is built: the lab's own where the report holds nothing else. */
export interface Sources extends Owned {
  /** They are those that the report keeps. */
  areKept: boolean;
}

/** Reads a report, to be judged by the lab `named`. Refuses one whose lab is no longer what the report was made from. */
export async function openVerifiable(path: string, named?: string): Promise<Verifiable> {
  const report = await openReport(path);
  const { dir, record } = report;
  const { findings } = await checkIntact(report, ITS_LAB);
  const other = await otherJudge(record, named);
  if (other.problem !== undefined) throw other.problem;
  const judge = other.judge ?? (await keptJudge(record, dir));
  const { lab } = judge;
  const facts = comparableFacts({ ...report, record: { ...record, lab } }, findings);
  return { ...report, facts, judge, lab, sources: chooseSources(dir, judge) };
}

/** Another lab would observe something else. Changed logs are left to be seen: they are what is compared. */
const ITS_LAB: Intact = {
  isNeeded: ({ path }) => path.startsWith('lab/'),
  says: () => ({
    expected: 'expected the lab that the report was made from',
    hint: 'Nothing was run. To make a report of the changed lab: labreport generate FOLDER',
  }),
};

/** The bytes that are run are the known lab's own where they are the same; all others came with the report. */
function chooseSources(dir: string, { owned, lab, from }: Judge): Sources {
  const kept = join(dir, 'lab', 'src');
  if (from !== 'kept') {
    const own = ownedSources(owned, lab.source);
    if (lab.source === undefined || haveSameFiles(kept, own.dir)) return { ...own, areKept: false };
  }
  return { dir: kept, whose: 'theirs', areKept: true };
}
