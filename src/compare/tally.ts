import type { Comparison, Difference, ObservationKind } from './observation.ts';

/** How often an observation came out the same when a lab was run again and again. */
export interface Tally {
  kind: ObservationKind;
  id: string;
  /** Of so many runs, so many observed the same. */
  runs: number;
  same: number;
  rules: string[];
  /** The different outcomes, each with the numbers of the runs (from 1) that showed it. */
  variants: { runs: number[]; differences: Difference[] }[];
}

/** Counts over all runs, in the order of the first; an observation that a run lacks is a difference there. */
export function tallyRuns(comparisons: readonly Comparison[]): Tally[] {
  const tallies = new Map<string, Tally>();
  for (const [i, { observations }] of comparisons.entries()) {
    for (const { kind, id, rules, differences } of observations) {
      const key = `${kind} ${id}`;
      const tally = tallies.get(key) ?? { kind, id, runs: comparisons.length, same: 0, rules: [], variants: [] };
      tallies.set(key, tally);
      tally.rules = [...new Set([...tally.rules, ...rules])];
      if (differences.length > 0) addVariant(tally, differences, i + 1);
    }
  }
  for (const tally of tallies.values()) {
    tally.same = tally.runs - tally.variants.reduce((sum, { runs }) => sum + runs.length, 0);
  }
  return [...tallies.values()];
}

/** Runs that differ alike are told once; notes for readers may vary. */
function addVariant({ variants }: Tally, differences: Difference[], run: number): void {
  const text = JSON.stringify(differences.map(({ notes: _, ...rest }) => rest));
  const known = variants.find(
    (variant) => JSON.stringify(variant.differences.map(({ notes: _, ...rest }) => rest)) === text,
  );
  if (known === undefined) variants.push({ runs: [run], differences });
  else known.runs.push(run);
}
