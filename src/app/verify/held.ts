import { checkClaims } from '../../claims/check-claims.ts';
import { crossCheck } from '../../claims/cross/check.ts';
import { judgeWhole } from '../../claims/whole.ts';
import type { Facts } from '../../evidence/facts.ts';
import type { HeldRun } from './held-run.ts';

/** Checks the claims of a run again: one that comes out the same may be wrong in the same way. */
export function holdClaims(facts: Facts): HeldRun {
  const verdicts = checkClaims({ facts });
  const count = (wanted: string) => verdicts.filter(({ status }) => status === wanted).length;
  return {
    whole: judgeWhole({ verdicts, crossChecks: crossCheck({ facts }), record: facts.record }),
    total: verdicts.length,
    held: count('held'),
    untested: count('not-testable'),
    failed: verdicts.flatMap(({ claim, status }) => (status === 'failed' ? [claim] : [])),
    isComplete: facts.record.run.failure === undefined,
  };
}

/** e.g. "5 of 5 claims hold", "in 19 of 20 runs all 44 claims hold"; with what is wrong where it is. */
export function formatHeldRuns(runs: readonly HeldRun[]): string {
  const [one] = runs;
  if (runs.length === 1 && one !== undefined) return describeRun(one);
  const good = runs.filter(({ whole }) => whole === 'held').length;
  const worst = runs.flatMap((run, i) => (run.whole === 'held' ? [] : [`run ${i + 1}: ${describeRun(run)}`]));
  const some = worst.length === 0 ? '' : ` (${worst.slice(0, 3).join('; ')}${worst.length > 3 ? '; ...' : ''})`;
  return `all claims hold in ${good} of ${runs.length} runs${some}`;
}

function describeRun({ total, held, untested, failed, isComplete, whole }: HeldRun): string {
  const untestable = untested === 0 ? [] : [`${untested} of ${total} not testable`];
  const broken = isComplete ? [] : ['the run is incomplete'];
  const counts = total === 0 ? [] : [`${held} of ${total} claims hold`];
  const evidence = whole === 'failed' && held + untested === total ? ['evidences disagree'] : [];
  const wrong = failed.length === 0 ? [] : [`failed: ${failed.join(' ')}`];
  return [...counts, ...wrong, ...untestable, ...broken, ...evidence].join(', ') || 'the lab claims nothing';
}
