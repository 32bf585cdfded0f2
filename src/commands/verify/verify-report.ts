import { type Whole, worstWhole } from '../../claims/whole.ts';
import { compareRuns } from '../../compare/compare-runs.ts';
import { type Tally, tallyRuns } from '../../compare/tally.ts';
import type { Comparison } from '../../compare/types.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Confine } from '../../lab/limits.ts';
import { identifyLab } from '../../record/lab-identity.ts';
import type { LabIdentity } from '../../record/types.ts';
import { neededTools, refuseMissingTools } from '../inputs/needed-tools.ts';
import { catchSignals } from '../interrupt.ts';
import { print, printJson } from '../print/print.ts';
import { confineRun } from '../trust/confine.ts';
import { nameJudge } from '../trust/judge.ts';
import { releasedLabs } from '../trust/released.ts';
import type { VerifyFlags } from './flags.ts';
import { type HeldRun, holdClaims } from './held.ts';
import { type OpenReport, openReport } from './open.ts';
import { startVerifyProgress } from './progress.ts';
import { prepareKeep, runAgain } from './run.ts';
import { formatVerification } from './text.ts';
import { describeWritten, writeVerification } from './write.ts';

/** One run: what it observed otherwise, and what it shows of the claims. */
interface ComparedRun {
  comparison: Comparison;
  held: HeldRun;
}

/** What a verify found. */
export interface Verification {
  report: OpenReport;
  comparisons: Comparison[];
  /** Whether the claims hold in each run. */
  held: HeldRun[];
  tallies: Tally[];
  /** How many runs observed the same throughout. */
  same: number;
  /** Which lab the report's is, by the table of those that came with labreport. */
  identity: LabIdentity;
}

/** Runs the lab of a report again and says what differs, and whether its claims hold in each run. */
export async function verify({ report: dir, flags }: { report: string; flags: VerifyFlags }): Promise<Whole> {
  const report = await openReport(dir, flags.lab);
  refuseMissingTools(neededTools(report.lab));
  const confine = whatToConfine(report, flags);
  if (flags.keep !== undefined) await prepareKeep(flags.keep, flags.runs);
  const runs = await compareAgain(report, confine, flags);
  const comparisons = runs.map(({ comparison }) => comparison);
  const same = comparisons.filter((comparison) => comparison.same).length;
  const verification = {
    report,
    comparisons,
    held: runs.map(({ held }) => held),
    tallies: tallyRuns(comparisons),
    same,
    identity: identifyLab(report.record, releasedLabs),
  };
  if (flags.json) printJson(formatJson(verification));
  else print(formatVerification(verification));
  const isSame = same === comparisons.length;
  const written = flags.write ? await write(verification, isSame) : '';
  if (!flags.json) print(written);
  return worstWhole([isSame ? 'held' : 'failed', ...verification.held.map(({ whole }) => whole)]);
}

/** Whatever came with the report is confined: whose it is, and what it does, nobody has looked at. */
function whatToConfine({ name, lab, judge, sources, record }: OpenReport, flags: VerifyFlags): Confine | undefined {
  const provenance = { lab: judge.owned.whose, sources: sources.whose, parameters: judge.parameters };
  const isFound = judge.from === 'known' && judge.owned.whose === 'theirs';
  const why = isFound
    ? `${nameJudge(judge)} was found by the name in the report, and nobody has named it (--lab)`
    : `${name} holds programs, commands or values that did not come with labreport`;
  const unconfined = flags.unconfined === true;
  return confineRun({ provenance, lab, driver: record.driver.name, unconfined, why });
}

/** One run after the other: side by side they would disturb each other. */
async function compareAgain(
  report: OpenReport,
  confine: Confine | undefined,
  flags: VerifyFlags,
): Promise<ComparedRun[]> {
  const interruption = catchSignals();
  const progress = startVerifyProgress({
    report,
    runs: flags.runs,
    confined: confine !== undefined,
    quiet: flags.json === true,
  });
  const compared: ComparedRun[] = [];
  try {
    for (let run = 1; run <= flags.runs; run++) {
      interruption.throwIfCaught();
      progress.began(run);
      const { signal } = interruption;
      const keep = flags.keep === undefined ? {} : { keep: { dir: flags.keep, run } };
      const compare = (after: Facts): ComparedRun => ({
        comparison: compareRuns({ before: report.facts, after }),
        held: holdClaims(after),
      });
      const again = await runAgain({ report, confine, signal, onEvent: progress.event, ...keep }, compare);
      compared.push(again);
      progress.ended(run, again.comparison);
    }
    return compared;
  } catch (error) {
    progress.clear();
    interruption.throwIfCaught();
    throw error;
  } finally {
    interruption.stop();
  }
}

async function write({ report, comparisons, same }: Verification, isSame: boolean): Promise<string> {
  if (!isSame) return 'Not written into the report: that is for a verify in which all runs observed the same.\n';
  return describeWritten(await writeVerification({ report, runs: comparisons.length, same }), report.name);
}

function formatJson({ report, comparisons, held, tallies, same, identity }: Verification): string {
  const lab = { name: report.record.lab.name, ...identity, judgedBy: nameJudge(report.judge) };
  const result = {
    lab,
    ...{ report: report.name, driver: report.record.driver.name, runs: comparisons.length, same },
    claims: held,
    ...{ observations: tallies, environment: comparisons[0]?.environment ?? [] },
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}
