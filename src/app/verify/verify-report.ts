import { type Whole, worstWhole } from '../../claims/whole.ts';
import { compareRuns } from '../../compare/compare-runs.ts';
import type { Comparison } from '../../compare/observation.ts';
import { type Tally, tallyRuns } from '../../compare/tally.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { Confine } from '../../lab/limits.ts';
import { identifyLab } from '../../record/lab-identity.ts';
import type { LabIdentity } from '../../record/run-record.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { LabreportError } from '../../text/errors.ts';
import { knownDriver } from '../inputs/known-driver.ts';
import { neededTools, refuseMissingTools } from '../inputs/needed-tools.ts';
import { confineRun } from '../trust/confine.ts';
import { nameJudge } from '../trust/judge.ts';
import { releasedLabs } from '../trust/released.ts';
import { holdClaims } from './held.ts';
import type { HeldRun } from './held-run.ts';
import { openVerifiable, type Verifiable } from './open-verifiable.ts';
import { prepareKeep, runAgain } from './run-again.ts';

/** One run: what it observed otherwise, and what it shows of the claims. */
interface ComparedRun {
  comparison: Comparison;
  held: HeldRun;
}

/** What a verify found. */
export interface Verification {
  report: Verifiable;
  comparisons: Comparison[];
  /** Whether the claims hold in each run. */
  held: HeldRun[];
  tallies: Tally[];
  /** How many runs observed the same throughout. */
  same: number;
  /** Which lab the report's is, by the table of those that came with labreport. */
  identity: LabIdentity;
}

/** What a verify can be asked for. */
export interface VerifyOptions {
  runs: number;
  /** Name or folder of the lab to judge and run it by. */
  lab?: string;
  /** Folder for the record and the logs of each run. */
  keep?: string;
  /** Runs what came with the report as the person, with all that they may do. */
  unconfined?: boolean;
}

/** How the runs go on. */
export type VerifyEvent =
  | { type: 'opened'; report: Verifiable; runs: number; isConfined: boolean }
  | { type: 'began'; run: number }
  | { type: 'seen'; event: RunEvent }
  | { type: 'compared'; run: number; comparison: Comparison };

/** Runs the lab of a report again, and gives what differs, and whether its claims hold in each run. */
export async function verifyReport(
  path: string,
  options: VerifyOptions & { signal: AbortSignal; onEvent: (event: VerifyEvent) => void },
): Promise<Verification> {
  refuseNoRuns(options.runs);
  const report = await openVerifiable(path, options.lab);
  refuseMissingTools(neededTools(report.lab), [knownDriver(report.record)]);
  const confine = whatToConfine(report, options);
  if (options.keep !== undefined) prepareKeep(options.keep, options.runs);
  options.onEvent({ type: 'opened', report, runs: options.runs, isConfined: confine !== undefined });
  const runs = await compareAgain(report, confine, options);
  const comparisons = runs.map(({ comparison }) => comparison);
  return {
    report,
    comparisons,
    held: runs.map(({ held }) => held),
    tallies: tallyRuns(comparisons),
    same: comparisons.filter((comparison) => comparison.same).length,
    identity: identifyLab(report.record, releasedLabs),
  };
}

/** What there is to say of a verify as a whole: runs that observed something else are as bad as a claim that failed. */
export function judgeVerification({ comparisons, same, held }: Verification): Whole {
  if (comparisons.length === 0) return 'untested';
  return worstWhole([same === comparisons.length ? 'held' : 'failed', ...held.map(({ whole }) => whole)]);
}

/** What is not run at all would be "the same" each time. */
function refuseNoRuns(runs: number): void {
  if (Number.isSafeInteger(runs) && runs > 0) return;
  throw new LabreportError({ code: 'usage', message: `got ${runs} runs, expected a whole number from 1` });
}

/** Whatever came with the report is confined: whose it is, and what it does, nobody has looked at. */
function whatToConfine(
  { name, lab, judge, sources, record }: Verifiable,
  { unconfined = false }: VerifyOptions,
): Confine | undefined {
  const provenance = { lab: judge.owned.whose, sources: sources.whose, parameters: judge.parameters };
  const isFound = judge.from === 'known' && judge.owned.whose === 'theirs';
  const why = isFound
    ? `${nameJudge(judge)} was found by the name in the report, and nobody has named it (--lab)`
    : `${name} holds programs, commands or values that did not come with labreport`;
  return confineRun({ provenance, lab, driver: knownDriver(record), unconfined, why });
}

/** One run after the other: side by side they would disturb each other. */
async function compareAgain(
  report: Verifiable,
  confine: Confine | undefined,
  options: VerifyOptions & { signal: AbortSignal; onEvent: (event: VerifyEvent) => void },
): Promise<ComparedRun[]> {
  const { signal, onEvent } = options;
  const compared: ComparedRun[] = [];
  const compare = (after: Facts): ComparedRun => ({
    comparison: compareRuns({ before: report.facts, after }),
    held: holdClaims(after),
  });
  for (let run = 1; run <= options.runs; run++) {
    signal.throwIfAborted();
    onEvent({ type: 'began', run });
    const keep = options.keep === undefined ? {} : { keep: { dir: options.keep, run } };
    const seen = (event: RunEvent) => onEvent({ type: 'seen', event });
    const again = await runAgain({ report, confine, signal, onEvent: seen, ...keep }, compare);
    compared.push(again);
    onEvent({ type: 'compared', run, comparison: again.comparison });
  }
  return compared;
}
